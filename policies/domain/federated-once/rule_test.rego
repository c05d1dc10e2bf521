package tenantlint.rules.domain["federated-once_test"]

import data.tenantlint.rules.domain["federated-once"] as rule

domain(doc, tenant, authentication) := {
	"at": [doc, "domains", 0],
	"tenant": tenant,
	"name": "contoso.com",
	"authenticationType": authentication,
	"unknown": {},
}

shared(rows) := {"shared": {"domains": [{"key": "contoso.com", "rows": rows}]}}

test_federated_in_two_tenants if {
	rows := [domain(0, "eu", "Federated"), domain(1, "us", "Federated")]
	rule.report == {{
		"message": "domain \"contoso.com\" is federated with two tenants",
		"sites": [
			{"at": [0, "domains", 0, "name"], "label": "federated here by tenant \"eu\""},
			{"at": [1, "domains", 0, "name"], "label": "and here by tenant \"us\""},
		],
		"notes": ["domain names compare without case"],
	}} with input as shared(rows)
}

test_managed_in_one_of_them if {
	rows := [domain(0, "eu", "Federated"), domain(1, "us", "Managed")]
	rule.report == set() with input as shared(rows)
}

test_listed_twice_in_one_tenant if {
	rows := [domain(0, "eu", "Federated"), domain(1, "eu", "Federated")]
	rule.report == set() with input as shared(rows)
}
