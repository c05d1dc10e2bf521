package tenantlint.rules.change["isolation-weakened_test"]

import data.tenantlint.rules.change["isolation-weakened"] as rule

row(before, after) := {
	"at": [0],
	"unknown": {},
	"before": object.union({"unknown": {}}, before),
	"after": object.union({"at": [0], "unknown": {}}, after),
}

paths contains f.at if some f in rule.report

isolated(enabled, entries) := {"name": "eu", "tenantIsolation": {
	"enabled": enabled,
	"unknown": {},
	"allowedTenants": [{"at": [0, tenant], "tenant": tenant, direction: true} | some [tenant, direction] in entries],
}}

off_paths := {[0, "tenantIsolation", "enabled"]}

test_turned_off if paths == off_paths with input.changedTenants as [row(isolated(true, []), isolated(false, []))]

test_removed if paths == off_paths with input.changedTenants as [row(isolated(true, []), {"name": "eu"})]

test_unknown if {
	paths == set()
		with input.changedTenants as [row(isolated(true, []), {"name": "eu", "unknown": {"tenantIsolation": true}})]
}

test_every_tenant if {
	before := isolated(true, [["us", "inbound"]])
	after := isolated(true, [["us", "inbound"], ["*", "inbound"]])
	paths == {[0, "*", "tenant"]} with input.changedTenants as [row(before, after)]
}

test_other_direction if {
	paths == {[0, "us", "tenant"]}
		with input.changedTenants as [row(isolated(true, [["us", "inbound"]]), isolated(true, [["us", "outbound"]]))]
}

test_one_over_the_limit if {
	paths == {[0, "us", "tenant"]}
		with input.changedTenants as [row(isolated(true, []), isolated(true, [["us", "inbound"]]))]
}

test_covered_before if {
	paths == set()
		with input.changedTenants as [row(isolated(true, [["*", "inbound"]]), isolated(true, [["us", "inbound"]]))]
}

test_switched_on if {
	paths == set()
		with input.changedTenants as [row(isolated(false, []), isolated(true, [["us", "inbound"]]))]
}

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
