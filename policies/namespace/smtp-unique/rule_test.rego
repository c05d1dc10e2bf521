package tenantlint.rules.namespace["smtp-unique_test"]

import data.tenantlint.rules.namespace["smtp-unique"] as rule

declared(doc, tenant) := {
	"at": [doc, "namespaces", "smtp", 0],
	"tenant": tenant,
	"protocol": "smtp",
	"name": "contoso.com",
	"declared": true,
	"unknown": {},
}

derived(doc, tenant) := object.union(declared(doc, tenant), {"at": [doc, "domains", 0, "name"], "declared": false})

topology(rows, domains) := {
	"duplicates": {"namespaces": [{"key": "smtp contoso.com", "rows": rows}]},
	"index": {"domains": domains},
}

verified(tenants) := {"contoso.com": [
{"tenant": tenant, "name": "contoso.com", "isVerified": true} |
	some tenant in tenants
]}

expected(first, notes) := {{
	"message": `SMTP name space "{name}" is used by {count} tenants`,
	"params": {"name": "contoso.com", "count": "two"},
	"locations": [
		{"at": first, "label": `used here by tenant "{tenant}"`, "params": {"tenant": "eu"}},
		{
			"at": [1, "namespaces", "smtp", 0],
			"label": `and here by tenant "{tenant}"`,
			"params": {"tenant": "us"},
		},
	],
	"notes": notes,
}}

test_declared_in_both if {
	first := [0, "namespaces", "smtp", 0]
	rule.report == expected(first, []) with input as topology([declared(0, "eu"), declared(1, "us")], {})
}

test_verified_domain_of_another if {
	notes := ["a tenant that lists no name spaces has those of its verified domains"]
	rows := [derived(0, "eu"), declared(1, "us")]
	rule.report == expected([0, "domains", 0, "name"], notes) with input as topology(rows, verified(["eu"]))
}

test_verified_in_both_reported_by_another_rule if {
	rule.report == set() with input as topology([derived(0, "eu"), declared(1, "us")], verified(["eu", "us"]))
}

test_verified_in_a_tenant_that_does_not_use_it if {
	count(rule.report) == 1 with input as topology([declared(0, "eu"), declared(1, "us")], verified(["eu", "jp"]))
}

test_derived_in_both if rule.report == set() with input as topology([derived(0, "eu"), derived(1, "us")], {})

test_twice_in_one_tenant if rule.report == set() with input as topology([declared(0, "eu"), declared(0, "eu")], {})

test_other_protocol if {
	rows := [object.union(declared(doc, tenant), {"protocol": "userPrincipalName"}) | some doc, tenant in ["eu", "us"]]
	rule.report == set() with input as topology(rows, {})
}

test_unknown_whether_it_is_verified if {
	domains := {"contoso.com": [{"tenant": "eu", "name": "contoso.com", "unknown": {"isVerified": true}}]}
	rule.report == set() with input as topology([derived(0, "eu"), declared(1, "us")], domains)
}
