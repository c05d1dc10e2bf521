package tenantlint.rules.environment["type-for-stage_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["type-for-stage"] as rule

levels := {
	"Default": "warning", "Sandbox": "warning", "Support": "warning", "Preview": "warning", "Platform": "warning",
	"Trial": "error", "SubscriptionBasedTrial": "error", "Developer": "error", "Teams": "error",
}

test_production_in if {
	every type, level in levels {
		fixture.levels(rule.report) == {[[0, "environments", 0, "type"], level]}
			with input as envs.single({"type": type, "stage": "production"}, {})
	}
}

test_production_in_production if rule.report == set() with input as envs.single({"stage": "production"}, {})

test_not_for_production if rule.report == set() with input as envs.single({"type": "Trial", "stage": "test"}, {})

test_type_not_in_the_table if {
	rule.report == set()
		with input as envs.single({"type": "Agentic", "stage": "production"}, {})
}
