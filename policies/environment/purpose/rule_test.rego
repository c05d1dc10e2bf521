package tenantlint.rules.environment.purpose_test

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment.purpose as rule

test_production if {
	fixture.places(rule.report) == {[0, "environments", 0, "stage"]} with input as envs.one({}, {})
}

test_sandbox if {
	fixture.places(rule.report) == {[0, "environments", 0, "stage"]}
		with input as envs.one({"type": "Sandbox"}, {})
}

test_stage if rule.report == set() with input as envs.one({"stage": "test"}, {})

test_stage_not_known if rule.report == set() with input as envs.one({"unknown": {"stage": true}}, {})

test_type_says_it if rule.report == set() with input as envs.one({"type": "Support"}, {})

test_type_not_in_the_table if rule.report == set() with input as envs.one({"type": "Agentic"}, {})
