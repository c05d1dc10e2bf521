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

shared(rows) := {"shared": {"federatedForests": [{"key": "corp.contoso.com contoso.com", "rows": rows}]}}

found(level) := {{
	"message": "forest \"corp.contoso.com\" is federated with two tenants through domains of one name, \"contoso.com\"",
	"sites": [
		{"at": [0, "domains", 0, "name"], "label": "federated here by tenant \"eu\""},
		{"at": [1, "domains", 0, "name"], "label": "and here by tenant \"us\""},
	],
	"level": level,
}}

test_parent_and_child if {
	rule.report == found("error") with input as shared([row(0, "eu", "contoso.com"), row(1, "us", "us.contoso.com")])
}

test_two_children if {
	rule.report == found("warning") with input as shared([row(0, "eu", "eu.contoso.com"), row(1, "us", "us.contoso.com")])
}

test_same_domain_is_another_rule if {
	rule.report == set() with input as shared([row(0, "eu", "contoso.com"), row(1, "us", "contoso.com")])
}

test_one_tenant if {
	rule.report == set() with input as shared([row(0, "eu", "contoso.com"), row(0, "eu", "eu.contoso.com")])
}
