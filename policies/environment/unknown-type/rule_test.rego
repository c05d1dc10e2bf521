package tenantlint.rules.environment["unknown-type_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["unknown-type"] as rule

test_not_in_the_table if {
	fixture.paths(rule.report) == {[0, "environments", 0, "type"]} with input as envs.single({"type": "Agentic"}, {})
}

test_platform if rule.report == set() with input as envs.single({"type": "Platform"}, {})

test_type_unknown if {
	rule.report == set()
		with input.environments as [object.remove(envs.environment({"unknown": {"type": true}}), ["type"])]
}
