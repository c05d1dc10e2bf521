package tenantlint.rules.change["isolation-weakened_test"]

import data.tenantlint.rules.change["isolation-weakened"] as rule

row(before, after) := {
	"at": [0],
	"unknown": {},
	"before": object.union({"unknown": {}}, before),
	"after": object.union({"at": [0], "unknown": {}}, after),
}

sites(before, after) := {f.at |
	report := rule.report with input.changedTenants as [row(before, after)]
	some f in report
}

isolated(enabled, entries) := {"name": "eu", "tenantIsolation": {
	"enabled": enabled,
	"unknown": {},
	"allowedTenants": [{"at": [0, tenant], "tenant": tenant, direction: true} | some [tenant, direction] in entries],
}}

off := {[0, "tenantIsolation", "enabled"]}

test_off if sites(isolated(true, []), isolated(false, [])) == off

test_gone if sites(isolated(true, []), {"name": "eu"}) == off

test_not_known if sites(isolated(true, []), {"name": "eu", "unknown": {"tenantIsolation": true}}) == set()

test_every_tenant if {
	before := isolated(true, [["us", "inbound"]])
	after := isolated(true, [["us", "inbound"], ["*", "inbound"]])
	sites(before, after) == {[0, "*", "tenant"]}
}

test_other_direction if {
	sites(isolated(true, [["us", "inbound"]]), isolated(true, [["us", "outbound"]])) == {[0, "us", "tenant"]}
}

test_one_more if sites(isolated(true, []), isolated(true, [["us", "inbound"]])) == {[0, "us", "tenant"]}

test_covered_before if {
	sites(isolated(true, [["*", "inbound"]]), isolated(true, [["us", "inbound"]])) == set()
}

test_switched_on if sites(isolated(false, []), isolated(true, [["us", "inbound"]])) == set()

test_level if {
	before := {"name": "eu", "tenantIsolation": {"enabled": true, "unknown": {}}}
	every_tenant := {"at": [0, 0], "tenant": "*", "inbound": true}
	one_tenant := {"at": [0, 1], "tenant": "us", "inbound": true}
	after := {"name": "eu", "tenantIsolation": {
		"enabled": true,
		"unknown": {},
		"allowedTenants": [every_tenant, one_tenant],
	}}
	report := rule.report with input.changedTenants as [row(before, after)]
	{[f.params.other, object.get(f, "level", "warning")] | some f in report} == {["*", "warning"], ["us", "note"]}
}
