package tenantlint.rules.domain["verified-once_test"]

import data.tenantlint.rules.domain["verified-once"] as rule

row(doc, tenant, more) := object.union(
	{"at": [doc, "domains", 0], "tenant": tenant, "name": "contoso.com", "unknown": {}},
	more,
)

topology(rows) := {"duplicates": {"domains": [{"key": "contoso.com", "rows": rows}]}}

verified := {{
	"message": `domain "{domain}" is verified in {count} tenants`,
	"params": {"domain": "contoso.com", "count": "two"},
	"locations": locations,
}}

locations := [
	{"at": [0, "domains", 0, "name"], "label": `listed here by tenant "{tenant}"`, "params": {"tenant": "eu"}},
	{"at": [1, "domains", 0, "name"], "label": `and here by tenant "{tenant}"`, "params": {"tenant": "us"}},
]

test_verified_in_two_tenants if {
	rule.report == verified
		with input as topology([row(0, "eu", {"isVerified": true}), row(1, "us", {"isVerified": true})])
}

test_federated_in_one_of_two if {
	rule.report == verified with input as topology([
		row(0, "eu", {"isVerified": true, "authenticationType": "Federated"}),
		row(1, "us", {"isVerified": true, "authenticationType": "Managed"}),
	])
}

test_verified_in_one_of_two if {
	rule.report == {{
		"message": `domain "{domain}" is listed in {count} tenants, only one of which can verify it`,
		"params": {"domain": "contoso.com", "count": "two"},
		"locations": locations,
		"help": "list the domain in the second tenant when the first one has deleted it",
		"level": "warning",
	}} with input as topology([row(0, "eu", {"isVerified": true}), row(1, "us", {"isVerified": false})])
}

test_unverified_third_is_not_shown if {
	rule.report == verified with input as topology([
		row(0, "eu", {"isVerified": true}),
		row(1, "us", {"isVerified": true}),
		row(2, "jp", {"isVerified": false}),
	])
}

test_federated_in_two_reported_by_another_rule if {
	federated := {"isVerified": true, "authenticationType": "Federated"}
	rule.report == set() with input as topology([row(0, "eu", federated), row(1, "us", federated)])
}

test_unknown_in_one if {
	rows := [row(0, "eu", {"isVerified": true}), row(1, "us", {"unknown": {"isVerified": true}})]
	rule.report == set() with input as topology(rows)
}

test_twice_in_one_tenant if {
	rule.report == set() with input as topology([row(0, "eu", {"isVerified": true}), row(0, "eu", {"isVerified": true})])
}
