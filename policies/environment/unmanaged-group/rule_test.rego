package tenantlint.rules.environment["unmanaged-group_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["unmanaged-group"] as rule

test_not_managed if {
	fixture.paths(rule.report) == {[0, "environments", 0, "managed"]}
		with input as envs.single({"managed": false, "environmentGroup": "makers"}, {})
}

test_managed if rule.report == set() with input as envs.single({"managed": true, "environmentGroup": "makers"}, {})

test_not_declared if rule.report == set() with input as envs.single({"environmentGroup": "makers"}, {})

test_no_group if rule.report == set() with input as envs.single({"managed": false}, {})
