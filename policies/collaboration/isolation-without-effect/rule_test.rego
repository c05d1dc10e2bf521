package tenantlint.rules.collaboration["isolation-without-effect_test"]

import data.tenantlint.rules.collaboration["isolation-without-effect"] as rule

tenants(enabled, entries) := [{"at": [0], "unknown": {}, "name": "eu", "tenantIsolation": {
	"at": [0, "tenantIsolation"],
	"unknown": {},
	"enabled": enabled,
	"allowedTenants": [object.union({"at": [0, i], "unknown": {}}, entry) | some i, entry in entries],
}}]

expected contains [finding.at, finding.label] if some finding in rule.report

test_itself if {
	expected == {[
		[0, 0, "tenant"],
		"isolation never holds back connections inside a tenant",
	]} with input.tenants as tenants(true, [{"tenant": "eu", "inbound": true}])
}

test_every_tenant_twice if {
	list := tenants(true, [{"tenant": "*", "inbound": true}, {"tenant": "*", "inbound": true}])
	expected == {[[0, 1, "tenant"], "allows nothing more"]} with input.tenants as list
}

test_every_tenant_in_two_entries if {
	expected == set()
		with input.tenants as tenants(true, [{"tenant": "*", "inbound": true}, {"tenant": "*", "outbound": true}])
}

test_neither_direction if {
	expected == {[[0, 0, "tenant"], "allows nothing"]}
		with input.tenants as tenants(true, [{"tenant": "us", "inbound": false, "outbound": false}])
	expected == {[[0, 0, "tenant"], "allows nothing"]} with input.tenants as tenants(true, [{"tenant": "us"}])
	expected == set() with input.tenants as tenants(true, [{"tenant": "us", "unknown": {"inbound": true}}])
}

test_isolation_off if {
	off := tenants(false, [{"tenant": "us", "inbound": true}])
	expected == {[[0, "tenantIsolation", "allowedTenants"], "not in force"]} with input.tenants as off
	expected == set() with input.tenants as tenants(false, [])
}

test_allowed if expected == set() with input.tenants as tenants(true, [{"tenant": "us", "inbound": true}])
