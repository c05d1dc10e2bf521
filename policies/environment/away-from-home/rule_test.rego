package tenantlint.rules.environment["away-from-home_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["away-from-home"] as rule

test_away_from_home if {
	fixture.params(rule.report) == {{
		"environment": "contoso/crm",
		"location": {"japan"},
		"by": "location",
		"value": "japan",
		"home": "europe",
		"tenant": "contoso",
	}}
		with input as envs.single({"location": "japan"}, {"location": "europe"})
}

test_by_host if {
	fixture.paths(rule.report) == {[0, "environments", 0, "dataverse", "url"]}
		with input as envs.single(envs.dataverse({"url": "c.crm7.dynamics.com"}), {"location": "europe"})
}

test_in_home_location if rule.report == set() with input as envs.single({"location": "europe"}, {"location": "europe"})

test_reason if {
	rule.report == set()
		with input as envs.single({"location": "japan", "locationReason": "users there"}, {"location": "europe"})
}

test_reason_unknown if {
	rule.report == set()
		with input as envs.single({"location": "japan", "unknown": {"locationReason": true}}, {"location": "europe"})
}

test_default if {
	rule.report == set()
		with input as envs.single({"location": "japan", "type": "Default"}, {"location": "europe"})
}

test_home_not_declared if rule.report == set() with input as envs.single({"location": "japan"}, {})

test_type_unknown if {
	rule.report == set()
		with input as envs.single({"location": "japan", "unknown": {"type": true}}, {"location": "europe"})
}

test_not_allowed if {
	rule.report == set()
		with input as envs.single({"location": "japan"}, {"location": "europe", "allowedLocations": ["france"]})
}

test_allowed if {
	fixture.paths(rule.report) == {[0, "environments", 0, "location"]}
		with input as envs.single({"location": "japan"}, {"location": "europe", "allowedLocations": ["japan"]})
}

test_not_in_the_table if {
	rule.report == set()
		with input as envs.single({"location": "atlantis"}, {"location": "europe"})
}
