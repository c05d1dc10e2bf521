package tenantlint.rules.deployment["self-service_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["self-service"] as rule

settings := {
	"at": [1, "settings"], "unknown": {},
	"environmentCreation": "administrators", "developerCreation": "administrators",
}

given(fields, other) := object.union(
	fixture.topology(object.union({"developmentTenant": "a"}, fields), {}),
	{"index": {"tenants": {"a": {"settings": object.union(settings, other)}}}},
)

test_administrators_only if {
	found := rule.report with input as given({}, {})
	fixture.paths(found) == {[1, "settings", "developerCreation"]}
}

test_routed if rule.report == set() with input as given({}, {"environmentRouting": true})

test_routing_not_known if rule.report == set() with input as given({}, {"unknown": {"environmentRouting": true}})

test_developer_environments if rule.report == set() with input as given({}, {"developerCreation": "everyone"})

test_demo if rule.report == set() with input as given({"scenario": "demo"}, {})
