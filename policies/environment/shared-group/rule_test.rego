package tenantlint.rules.environment["shared-group_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["shared-group"] as rule

shared(rows) := {"duplicates": {"securityGroups": [{"key": "contoso/sales", "rows": rows}]}}

test_production_and_development if {
	rows := [
		envs.nth(0, "prod", {"stage": "production"}),
		envs.nth(1, "dev", {"stage": "development"}),
		envs.nth(2, "test", {"stage": "test"}),
	]
	fixture.locations(rule.report) == {[[0, "environments", 0, "securityGroup"], [0, "environments", 1, "securityGroup"]]}
		with input as shared(rows)
}

test_two_of_production if {
	rows := [envs.nth(0, "a", {"stage": "production"}), envs.nth(1, "b", {"stage": "production"})]
	rule.report == set() with input as shared(rows)
}

test_developer if {
	rows := [
		envs.nth(0, "a", {"stage": "production"}),
		envs.nth(1, "b", {"stage": "development", "type": "Developer"}),
	]
	rule.report == set() with input as shared(rows)
}
