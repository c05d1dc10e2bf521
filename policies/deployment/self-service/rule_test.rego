package tenantlint.rules.deployment["self-service_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["self-service"] as rule

settings := {
	"at": [1, "settings"], "unknown": {},
	"environmentCreation": "administrators", "developerCreation": "administrators",
}

topology_with(fields, other) := object.union(
	fixture.topology(object.union({"developmentTenant": "a"}, fields), {}),
	{"index": {"tenants": {"a": {"settings": object.union(settings, other)}}}},
)

test_administrators_only if {
	findings := rule.report with input as topology_with({}, {})
	fixture.paths(findings) == {[1, "settings", "developerCreation"]}
}

test_environment_routing if rule.report == set() with input as topology_with({}, {"environmentRouting": true})

test_routing_unknown if rule.report == set() with input as topology_with({}, {"unknown": {"environmentRouting": true}})

test_developer_environments if rule.report == set() with input as topology_with({}, {"developerCreation": "everyone"})

test_demo if rule.report == set() with input as topology_with({"scenario": "demo"}, {})
