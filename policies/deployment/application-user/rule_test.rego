package tenantlint.rules.deployment["application-user_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["application-user"] as rule

test_of_none if {
	found := rule.report with input as fixture.topology({"application": {"at": [0, "application"], "unknown": {}}}, {})
	fixture.paths(found) == {[0, "application", "applicationUsers"]}
}

test_of_an_empty_list if {
	found := rule.report with input as fixture.topology(
		{"application": {"at": [0, "application"], "unknown": {}, "applicationUsers": []}},
		{},
	)
	fixture.paths(found) == {[0, "application", "applicationUsers"]}
}

test_not_in_production if {
	found := rule.report with input as fixture.topology(
		{
			"application": {
				"at": [0, "application"],
				"unknown": {},
				"applicationUsers": [{"at": [0], "key": "a/dev"}, {"at": [0], "key": "a/test"}],
			},
		},
		{},
	)
	fixture.paths(found) == {[0, "stages", 2, "environments", 0]}
}

test_not_at_a_maker if {
	found := rule.report with input as fixture.topology(
		{
			"makers": [fixture.maker(0, "kim", "a/lab")],
			"application": {
				"at": [0, "application"],
				"unknown": {},
				"applicationUsers": [
					{"at": [0], "key": "a/dev"},
					{"at": [0], "key": "a/test"},
					{"at": [0], "key": "a/prod"},
				],
			},
		},
		{},
	)
	fixture.paths(found) == {[0, "makers", 0, "environment"]}
}

test_each if {
	found := rule.report with input as fixture.topology(
		{
			"application": {
				"at": [0, "application"],
				"unknown": {},
				"applicationUsers": [
					{"at": [0], "key": "a/dev"},
					{"at": [0], "key": "a/test"},
					{"at": [0], "key": "a/prod"},
				],
			},
		},
		{},
	)
	found == set()
}

test_unknown if {
	found := rule.report with input as fixture.topology(
		{"application": {"at": [0], "unknown": {"applicationUsers": true}}},
		{},
	)
	found == set()
}

test_native if {
	found := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines", "application": {"at": [0, "application"], "unknown": {}}},
		{},
	)
	found == set()
}
