package tenantlint.rules.environment["default-id_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["default-id"] as rule

test_of_another_tenant if {
	fixture.paths(rule.report) == {[0, "environments", 0, "id"]}
		with input as envs.single({"id": "default-22222222-2222-4222-8222-222222222222"}, {
			"id": "11111111-1111-4111-8111-111111111111",
		})
}

test_its_own if {
	rule.report == set()
		with input as envs.single({"id": "default-22222222-2222-4222-8222-222222222222"}, {
			"id": "22222222-2222-4222-8222-222222222222",
		})
}

test_id_of_the_tenant_not_declared if {
	rule.report == set()
		with input as envs.single({"id": "default-22222222-2222-4222-8222-222222222222"}, {})
}

test_another_id if {
	rule.report == set()
		with input as envs.single(
			{"id": "22222222-2222-4222-8222-222222222222"},
			{"id": "11111111-1111-4111-8111-111111111111"},
		)
}
