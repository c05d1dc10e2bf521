package tenantlint.rules.identity["tenant-reason_test"]

import data.tenantlint.rules.identity["tenant-reason"] as rule

tenant(name, more) := object.union(
	{"at": [name], "name": name, "relationship": "internal", "primary": false, "unknown": {}},
	more,
)

given(tenants) := {"tenants": tenants, "index": {"tenants": {row.name: row | some row in tenants}}}

found(name, number) := {
	"message": `tenant "{tenant}" does not say why it is a separate tenant`,
	"params": {"tenant": name, "count": number},
	"at": [name, "name"],
	"label": "no reason given",
	"notes": ["the organization has {count} tenants"],
}

test_two if {
	rule.report == {found("eu", "two"), found("us", "two")} with input as given([tenant("eu", {}), tenant("us", {})])
}

test_beside_the_primary if {
	rule.report == {found("us", "three")} with input as given([
		tenant("eu", {"primary": true}),
		tenant("us", {}),
		tenant("jp", {"reason": "law"}),
	])
}

test_all_but_one if {
	rule.report == set() with input as given([tenant("eu", {}), tenant("us", {"reason": "law"})])
}

test_reason_not_known if {
	rule.report == set() with input as given([tenant("eu", {}), tenant("us", {"unknown": {"reason": true}})])
}

test_partner if {
	rule.report == set() with input as given([tenant("eu", {}), tenant("us", {"relationship": "partner"})])
}

test_one if rule.report == set() with input as given([tenant("eu", {})])
