package tenantlint.rules.environment["restricted-location_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["restricted-location"] as rule

test_india if {
	fixture.levels(rule.report) == {[[0, "environments", 0, "location"], "error"]}
		with input as envs.single(object.union({"location": "india", "locationReason": "x"}, envs.dataverse({})), {
			"location": "europe",
		})
}

test_australia if {
	fixture.levels(rule.report) == {[[0, "environments", 0, "dataverse", "url"], "warning"]}
		with input as envs.single(envs.dataverse({"url": "c.crm6.dynamics.com"}), {"countryLetterCode": "NZ"})
}

test_database_not_declared if {
	fixture.levels(rule.report) == {[[0, "environments", 0, "location"], "note"]}
		with input as envs.single({"location": "india"}, {"location": "europe"})
}

test_exception if {
	rule.report == set()
		with input as envs.single(object.union({"location": "australia", "locationReason": "x"}, envs.dataverse({})), {
			"location": "europe",
		})
}

test_no_database if {
	rule.report == set()
		with input as envs.single({"location": "india", "noDatabase": true}, {"location": "europe"})
}

test_database_unknown if {
	rule.report == set()
		with input as envs.single({"location": "india", "unknown": {"dataverse": true}}, {"location": "europe"})
}

test_in_home_location if {
	rule.report == set()
		with input as envs.single(
			object.union({"location": "india"}, envs.dataverse({})),
			{"location": "europe", "countryLetterCode": "IN"},
		)
}

test_home_by_location if {
	rule.report == set()
		with input as envs.single(object.union({"location": "india"}, envs.dataverse({})), {"location": "india"})
}

test_home_not_declared if {
	rule.report == set()
		with input as envs.single(object.union({"location": "india"}, envs.dataverse({})), {})
}

test_elsewhere if {
	rule.report == set()
		with input as envs.single(object.union({"location": "japan"}, envs.dataverse({})), {"location": "europe"})
}
