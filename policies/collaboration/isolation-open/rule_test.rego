package tenantlint.rules.collaboration["isolation-open_test"]

import data.tenantlint.rules.collaboration["isolation-open"] as rule

tenants(enabled, entries) := [{"at": [0], "unknown": {}, "name": "eu", "tenantIsolation": {
	"at": [0, "tenantIsolation"],
	"unknown": {},
	"enabled": enabled,
	"allowedTenants": [object.union({"at": [0, i], "unknown": {}}, entry) | some i, entry in entries],
}}]

places(list) := {[site.at | some site in finding.sites] |
	report := rule.report with input.tenants as list
	some finding in report
}

both := {"tenant": "*", "inbound": true, "outbound": true}

test_one_entry if places(tenants(true, [both])) == {[[0, 0, "tenant"]]}

test_two_entries if {
	list := tenants(true, [{"tenant": "*", "inbound": true}, {"tenant": "*", "outbound": true}])
	places(list) == {[[0, 0, "tenant"], [0, 1, "tenant"]]}
}

test_one_direction if places(tenants(true, [{"tenant": "*", "inbound": true, "outbound": false}])) == set()

test_one_tenant if places(tenants(true, [object.union(both, {"tenant": "us"})])) == set()

test_isolation_off if places(tenants(false, [both])) == set()
