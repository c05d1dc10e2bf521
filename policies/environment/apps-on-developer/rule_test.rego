package tenantlint.rules.environment["apps-on-developer_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["apps-on-developer"] as rule

test_developer if {
	fixture.paths(rule.report) == {[0, "environments", 0, "apps"]}
		with input as envs.single({"type": "Developer", "apps": ["Sales"]}, {})
}

test_sandbox if rule.report == set() with input as envs.single({"type": "Sandbox", "apps": ["Sales"]}, {})

test_no_apps if rule.report == set() with input as envs.single({"type": "Developer", "apps": []}, {})
