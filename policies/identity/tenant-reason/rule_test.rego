package tenantlint.rules.identity["tenant-reason_test"]

import data.tenantlint.rules.identity["tenant-reason"] as rule

tenant(name, more) := object.union(
	{"at": [name], "name": name, "relationship": "internal", "primary": false, "unknown": {}},
	more,
)

topology(tenants) := {"tenants": tenants, "index": {"tenants": {row.name: row | some row in tenants}}}

expected(name, number) := {
	"message": `tenant "{tenant}" does not say why it is a separate tenant`,
	"params": {"tenant": name, "count": number},
	"at": [name, "name"],
	"label": "no reason given",
	"notes": ["the organization has {count} tenants"],
}

test_two if {
	rule.report == {expected("eu", "two"), expected("us", "two")}
		with input as topology([tenant("eu", {}), tenant("us", {})])
}

test_in_the_primary_tenant_too if {
	rule.report == {expected("us", "three")} with input as topology([
		tenant("eu", {"primary": true}),
		tenant("us", {}),
		tenant("jp", {"reason": "law"}),
	])
}

test_all_but_one if {
	rule.report == set() with input as topology([tenant("eu", {}), tenant("us", {"reason": "law"})])
}

test_reason_unknown if {
	rule.report == set() with input as topology([tenant("eu", {}), tenant("us", {"unknown": {"reason": true}})])
}

test_partner if {
	rule.report == set() with input as topology([tenant("eu", {}), tenant("us", {"relationship": "partner"})])
}

test_one if rule.report == set() with input as topology([tenant("eu", {})])
