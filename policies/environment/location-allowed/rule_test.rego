package tenantlint.rules.environment["location-allowed_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["location-allowed"] as rule

test_outside if {
	fixture.paths(rule.report) == {[0, "environments", 0, "location"]}
		with input as envs.single({"location": "japan"}, {"allowedLocations": ["europe", "germany"]})
}

test_not_in_the_table if {
	fixture.paths(rule.report) == {[0, "environments", 0, "location"]}
		with input as envs.single({"location": "spain"}, {"allowedLocations": ["europe", "germany"]})
}

test_by_host if {
	fixture.paths(rule.report) == {[0, "environments", 0, "dataverse", "url"]}
		with input as envs.single(envs.dataverse({"url": "c.crm7.dynamics.com"}), {"allowedLocations": ["europe", "germany"]})
}

test_typo_of_a_location_not_allowed if {
	fixture.paths(rule.report) == {[0, "environments", 0, "location"]}
		with input as envs.single({"location": "japn"}, {"allowedLocations": ["europe", "germany"]})
}

test_typo_of_an_allowed_location if {
	rule.report == set()
		with input as envs.single({"location": "germny"}, {"allowedLocations": ["europe", "germany"]})
}

test_inside if {
	rule.report == set()
		with input as envs.single({"location": "germany"}, {"allowedLocations": ["europe", "germany"]})
}

test_typo_in_the_list if {
	rule.report == set()
		with input as envs.single({"location": "france"}, {"allowedLocations": ["frnce"]})
}

test_nothing_declared if rule.report == set() with input as envs.single({"location": "japan"}, {})

test_empty_list if rule.report == set() with input as envs.single({"location": "japan"}, {"allowedLocations": []})

test_partial_list if {
	rule.report == set()
		with input as envs.single(
			{"location": "japan"},
			{"allowedLocations": ["europe"], "unknown": {"allowedLocations": true}},
		)
}

test_location_not_chosen if {
	rule.report == set()
		with input as envs.single({"location": "japan", "type": "Teams"}, {"allowedLocations": ["europe", "germany"]})
}

test_no_location if rule.report == set() with input as envs.single({}, {"allowedLocations": ["europe", "germany"]})
