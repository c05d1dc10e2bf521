package tenantlint.rules.collaboration["isolation-without-effect_test"]

import data.tenantlint.rules.collaboration["isolation-without-effect"] as rule

tenants(enabled, entries) := [{"at": [0], "unknown": {}, "name": "eu", "tenantIsolation": {
	"at": [0, "tenantIsolation"],
	"unknown": {},
	"enabled": enabled,
	"allowedTenants": [object.union({"at": [0, i], "unknown": {}}, entry) | some i, entry in entries],
}}]

found contains [finding.at, finding.label] if some finding in rule.report

test_itself if {
	found == {[
		[0, 0, "tenant"],
		"isolation never holds back connections inside a tenant",
	]} with input.tenants as tenants(true, [{"tenant": "eu", "inbound": true}])
}

test_every_tenant_twice if {
	list := tenants(true, [{"tenant": "*", "inbound": true}, {"tenant": "*", "inbound": true}])
	found == {[[0, 1, "tenant"], "allows nothing more"]} with input.tenants as list
}

test_every_tenant_in_two_entries if {
	found == set()
		with input.tenants as tenants(true, [{"tenant": "*", "inbound": true}, {"tenant": "*", "outbound": true}])
}

test_neither_direction if {
	found == {[[0, 0, "tenant"], "allows nothing"]}
		with input.tenants as tenants(true, [{"tenant": "us", "inbound": false, "outbound": false}])
	found == {[[0, 0, "tenant"], "allows nothing"]} with input.tenants as tenants(true, [{"tenant": "us"}])
	found == set() with input.tenants as tenants(true, [{"tenant": "us", "unknown": {"inbound": true}}])
}

test_isolation_off if {
	off := tenants(false, [{"tenant": "us", "inbound": true}])
	found == {[[0, "tenantIsolation", "allowedTenants"], "not in force"]} with input.tenants as off
	found == set() with input.tenants as tenants(false, [])
}

test_allowed if found == set() with input.tenants as tenants(true, [{"tenant": "us", "inbound": true}])
