package tenantlint.rules.domain["verified-once_test"]

import data.tenantlint.rules.domain["verified-once"] as rule

row(doc, tenant, more) := object.union({"at": [doc, "domains", 0], "tenant": tenant, "name": "contoso.com", "unknown": {}}, more)

shared(rows) := {"shared": {"domains": [{"key": "contoso.com", "rows": rows}]}}

sites := [
	{"at": [0, "domains", 0, "name"], "label": "listed here by tenant \"eu\""},
	{"at": [1, "domains", 0, "name"], "label": "and here by tenant \"us\""},
]

test_verified_in_two_tenants if {
	rows := [row(0, "eu", {"isVerified": true}), row(1, "us", {"isVerified": true})]
	rule.report == {{"message": "domain \"contoso.com\" is verified in two tenants", "sites": sites}} with input as shared(rows)
}

test_federated_in_one_of_two if {
	rows := [row(0, "eu", {"isVerified": true, "authenticationType": "Federated"}), row(1, "us", {"isVerified": true, "authenticationType": "Managed"})]
	rule.report == {{"message": "domain \"contoso.com\" is verified in two tenants", "sites": sites}} with input as shared(rows)
}

test_verified_in_one_of_two if {
	rows := [row(0, "eu", {"isVerified": true}), row(1, "us", {"isVerified": false})]
	rule.report == {{
		"message": "domain \"contoso.com\" is listed in two tenants, only one of which can verify it",
		"sites": sites,
		"help": "list the domain in the second tenant when the first one has deleted it",
		"level": "warning",
	}} with input as shared(rows)
}

test_unverified_third_is_no_site if {
	rows := [row(0, "eu", {"isVerified": true}), row(1, "us", {"isVerified": true}), row(2, "jp", {"isVerified": false})]
	rule.report == {{"message": "domain \"contoso.com\" is verified in two tenants", "sites": sites}} with input as shared(rows)
}

test_federated_in_two_is_another_rule if {
	rows := [row(0, "eu", {"isVerified": true, "authenticationType": "Federated"}), row(1, "us", {"isVerified": true, "authenticationType": "Federated"})]
	rule.report == set() with input as shared(rows)
}

test_not_known_in_one if {
	rows := [row(0, "eu", {"isVerified": true}), row(1, "us", {"unknown": {"isVerified": true}})]
	rule.report == set() with input as shared(rows)
}

test_twice_in_one_tenant if {
	rows := [row(0, "eu", {"isVerified": true}), row(0, "eu", {"isVerified": true})]
	rule.report == set() with input as shared(rows)
}
