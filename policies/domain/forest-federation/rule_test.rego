package tenantlint.rules.domain["forest-federation_test"]

import data.tenantlint.rules.domain["forest-federation"] as rule

row(doc, tenant, name) := {
	"at": [doc, "domains", 0],
	"tenant": tenant,
	"name": name,
	"registered": "contoso.com",
	"authenticationType": "Federated",
	"federation": {"at": [doc, "domains", 0, "federation"], "forest": "corp.contoso.com", "unknown": {}},
	"unknown": {},
}

topology(rows) := {"duplicates": {
	"federatedForests": [{"key": "corp.contoso.com contoso.com", "rows": rows}],
}}

expected(level) := {{
	"message": `forest "{forest}" is federated with {count} tenants through one registered domain, "{registered}"`,
	"params": {"forest": "corp.contoso.com", "count": "two", "registered": "contoso.com"},
	"locations": [
		{"at": [0, "domains", 0, "name"], "label": `federated here by tenant "{tenant}"`, "params": {"tenant": "eu"}},
		{"at": [1, "domains", 0, "name"], "label": `and here by tenant "{tenant}"`, "params": {"tenant": "us"}},
	],
	"level": level,
}}

test_parent_and_child if {
	rows := [row(0, "eu", "contoso.com"), row(1, "us", "us.contoso.com")]
	rule.report == expected("error") with input as topology(rows)
}

test_two_children if {
	rows := [row(0, "eu", "eu.contoso.com"), row(1, "us", "us.contoso.com")]
	rule.report == expected("warning") with input as topology(rows)
}

test_same_domain_reported_by_another_rule if {
	rule.report == set() with input as topology([row(0, "eu", "contoso.com"), row(1, "us", "contoso.com")])
}

test_one_tenant if {
	rule.report == set() with input as topology([row(0, "eu", "contoso.com"), row(0, "eu", "eu.contoso.com")])
}
