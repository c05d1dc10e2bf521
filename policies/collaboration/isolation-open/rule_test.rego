package tenantlint.rules.collaboration["isolation-open_test"]

import data.tenantlint.rules.collaboration["isolation-open"] as rule

tenants(enabled, entries) := [{"at": [0], "unknown": {}, "name": "eu", "tenantIsolation": {
	"at": [0, "tenantIsolation"],
	"unknown": {},
	"enabled": enabled,
	"allowedTenants": [object.union({"at": [0, i], "unknown": {}}, entry) | some i, entry in entries],
}}]

conflict_paths contains [loc.at | some loc in finding.locations] if some finding in rule.report

wildcard := {"tenant": "*", "inbound": true, "outbound": true}

test_one_entry if conflict_paths == {[[0, 0, "tenant"]]} with input.tenants as tenants(true, [wildcard])

test_two_entries if {
	list := tenants(true, [{"tenant": "*", "inbound": true}, {"tenant": "*", "outbound": true}])
	conflict_paths == {[[0, 0, "tenant"], [0, 1, "tenant"]]} with input.tenants as list
}

test_one_direction if {
	conflict_paths == set()
		with input.tenants as tenants(true, [{"tenant": "*", "inbound": true, "outbound": false}])
}

test_one_tenant if {
	conflict_paths == set() with input.tenants as tenants(true, [object.union(wildcard, {"tenant": "us"})])
}

test_isolation_off if conflict_paths == set() with input.tenants as tenants(false, [wildcard])
