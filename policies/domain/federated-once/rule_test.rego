package tenantlint.rules.domain["federated-once_test"]

import data.tenantlint.rules.domain["federated-once"] as rule

domain(doc, tenant, authentication, verified) := {
	"at": [doc, "domains", 0],
	"tenant": tenant,
	"name": "contoso.com",
	"authenticationType": authentication,
	"isVerified": verified,
	"unknown": {},
}

topology(rows) := {"duplicates": {"domains": [{"key": "contoso.com", "rows": rows}]}}

locations := [
	{"at": [0, "domains", 0, "name"], "label": `federated here by tenant "{tenant}"`, "params": {"tenant": "eu"}},
	{"at": [1, "domains", 0, "name"], "label": `and here by tenant "{tenant}"`, "params": {"tenant": "us"}},
]

test_federated_in_two_tenants if {
	rule.report == {{
		"message": `domain "{domain}" is federated with {count} tenants`,
		"params": {"domain": "contoso.com", "count": "two"},
		"locations": locations,
		"notes": ["domain names compare without case"],
	}} with input as topology([domain(0, "eu", "Federated", true), domain(1, "us", "Federated", true)])
}

test_verified_in_a_third if {
	report := rule.report with input as topology([
		domain(0, "eu", "Federated", true),
		domain(1, "us", "Federated", true),
		domain(2, "jp", "Managed", true),
		domain(3, "ch", "Managed", false),
	])
	{f.locations | some f in report} == {array.concat(locations, [{
		"at": [2, "domains", 0, "name"],
		"label": `also verified here by tenant "{tenant}"`,
		"params": {"tenant": "jp"},
	}])}
}

test_managed_in_one_of_them if {
	rule.report == set() with input as topology([domain(0, "eu", "Federated", true), domain(1, "us", "Managed", true)])
}

test_listed_twice_in_one_tenant if {
	rule.report == set() with input as topology([domain(0, "eu", "Federated", true), domain(1, "eu", "Federated", true)])
}
