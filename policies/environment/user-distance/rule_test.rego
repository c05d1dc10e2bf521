package tenantlint.rules.environment["user-distance_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["user-distance"] as rule

test_another_continent if {
	fixture.paths(rule.report) == {[0, "environments", 0, "userRegions"]}
		with input as envs.single({"location": "europe", "userRegions": ["europe", "japan"]}, {})
}

test_by_host if {
	fixture.paths(rule.report) == {[0, "environments", 0, "userRegions"]}
		with input as envs.single(
			object.union({"userRegions": ["japan"]}, envs.dataverse({"url": "c.crm4.dynamics.com"})),
			{},
		)
}

test_same_continent if {
	rule.report == set()
		with input as envs.single({"location": "europe", "userRegions": ["france"]}, {})
}

test_not_in_the_table if {
	rule.report == set()
		with input as envs.single({"location": "europe", "userRegions": ["atlantis"]}, {})
}

test_location_not_declared if rule.report == set() with input as envs.single({"userRegions": ["japan"]}, {})
