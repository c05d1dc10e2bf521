package tenantlint.rules.collaboration["isolation-without-effect_test"]

import data.tenantlint.rules.collaboration["isolation-without-effect"] as rule

tenants(enabled, entries) := [{"at": [0], "unknown": {}, "name": "eu", "tenantIsolation": {
	"at": [0, "tenantIsolation"],
	"unknown": {},
	"enabled": enabled,
	"allowedTenants": [object.union({"at": [0, i], "unknown": {}}, entry) | some i, entry in entries],
}}]

found(list) := {[finding.at, finding.label] |
	report := rule.report with input.tenants as list
	some finding in report
}

test_itself if {
	found(tenants(true, [{"tenant": "eu", "inbound": true}])) == {[
		[0, 0, "tenant"],
		"isolation never holds back connections inside a tenant",
	]}
}

test_every_tenant_twice if {
	list := tenants(true, [{"tenant": "*", "inbound": true}, {"tenant": "*", "inbound": true}])
	found(list) == {[[0, 1, "tenant"], "allows nothing more"]}
}

test_every_tenant_in_two_entries if {
	found(tenants(true, [{"tenant": "*", "inbound": true}, {"tenant": "*", "outbound": true}])) == set()
}

test_neither_direction if {
	found(tenants(true, [{"tenant": "us", "inbound": false, "outbound": false}])) == {[[0, 0, "tenant"], "allows nothing"]}
	found(tenants(true, [{"tenant": "us"}])) == {[[0, 0, "tenant"], "allows nothing"]}
	found(tenants(true, [{"tenant": "us", "unknown": {"inbound": true}}])) == set()
}

test_isolation_off if {
	off := tenants(false, [{"tenant": "us", "inbound": true}])
	found(off) == {[[0, "tenantIsolation", "allowedTenants"], "not in force"]}
	found(tenants(false, [])) == set()
}

test_allowed if found(tenants(true, [{"tenant": "us", "inbound": true}])) == set()
