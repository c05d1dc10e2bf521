package tenantlint.rules.environment.purpose_test

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment.purpose as rule

test_production if {
	fixture.paths(rule.report) == {[0, "environments", 0, "stage"]} with input as envs.single({}, {})
}

test_sandbox if {
	fixture.paths(rule.report) == {[0, "environments", 0, "stage"]}
		with input as envs.single({"type": "Sandbox"}, {})
}

test_stage if rule.report == set() with input as envs.single({"stage": "test"}, {})

test_stage_unknown if rule.report == set() with input as envs.single({"unknown": {"stage": true}}, {})

test_reported_by_type if rule.report == set() with input as envs.single({"type": "Support"}, {})

test_type_not_in_the_table if rule.report == set() with input as envs.single({"type": "Agentic"}, {})
