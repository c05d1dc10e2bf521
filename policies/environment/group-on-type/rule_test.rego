package tenantlint.rules.environment["group-on-type_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["group-on-type"] as rule

test_default if {
	fixture.paths(rule.report) == {[0, "environments", 0, "securityGroup"]}
		with input as envs.single({"type": "Default", "securityGroup": "contoso/sales"}, {})
}

test_developer_by_id if {
	fixture.paths(rule.report) == {[0, "environments", 0, "securityGroup"]}
		with input as envs.single({"type": "Developer", "securityGroup": "99999999-1111-4111-8111-111111111111"}, {})
}

test_other_types if rule.report == set() with input as envs.single({"securityGroup": "contoso/sales"}, {})

test_type_not_in_the_table if {
	rule.report == set()
		with input as envs.single({"type": "Agentic", "securityGroup": "contoso/sales"}, {})
}

test_no_group if rule.report == set() with input as envs.single({"type": "Default"}, {})
