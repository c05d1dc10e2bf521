package tenantlint.rules.collaboration["isolation-open_test"]

import data.tenantlint.rules.collaboration["isolation-open"] as rule

tenants(enabled, entries) := [{"at": [0], "unknown": {}, "name": "eu", "tenantIsolation": {
	"at": [0, "tenantIsolation"],
	"unknown": {},
	"enabled": enabled,
	"allowedTenants": [object.union({"at": [0, i], "unknown": {}}, entry) | some i, entry in entries],
}}]

places contains [loc.at | some loc in finding.locations] if some finding in rule.report

both := {"tenant": "*", "inbound": true, "outbound": true}

test_one_entry if places == {[[0, 0, "tenant"]]} with input.tenants as tenants(true, [both])

test_two_entries if {
	list := tenants(true, [{"tenant": "*", "inbound": true}, {"tenant": "*", "outbound": true}])
	places == {[[0, 0, "tenant"], [0, 1, "tenant"]]} with input.tenants as list
}

test_one_direction if {
	places == set()
		with input.tenants as tenants(true, [{"tenant": "*", "inbound": true, "outbound": false}])
}

test_one_tenant if places == set() with input.tenants as tenants(true, [object.union(both, {"tenant": "us"})])

test_isolation_off if places == set() with input.tenants as tenants(false, [both])
