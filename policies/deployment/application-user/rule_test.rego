package tenantlint.rules.deployment["application-user_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["application-user"] as rule

test_of_no_tenant if {
	findings := rule.report with input as fixture.topology({"application": {"at": [0, "application"], "unknown": {}}}, {})
	fixture.paths(findings) == {[0, "application", "applicationUsers"]}
}

test_of_an_empty_list if {
	findings := rule.report with input as fixture.topology(
		{"application": {"at": [0, "application"], "unknown": {}, "applicationUsers": []}},
		{},
	)
	fixture.paths(findings) == {[0, "application", "applicationUsers"]}
}

test_not_in_production if {
	findings := rule.report with input as fixture.topology(
		{
			"application": {
				"at": [0, "application"],
				"unknown": {},
				"applicationUsers": [{"at": [0], "key": "a/dev"}, {"at": [0], "key": "a/test"}],
			},
		},
		{},
	)
	fixture.paths(findings) == {[0, "stages", 2, "environments", 0]}
}

test_not_at_a_maker if {
	findings := rule.report with input as fixture.topology(
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
	fixture.paths(findings) == {[0, "makers", 0, "environment"]}
}

test_each if {
	findings := rule.report with input as fixture.topology(
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
	findings == set()
}

test_unknown if {
	findings := rule.report with input as fixture.topology(
		{"application": {"at": [0], "unknown": {"applicationUsers": true}}},
		{},
	)
	findings == set()
}

test_pipelines_engine if {
	findings := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines", "application": {"at": [0, "application"], "unknown": {}}},
		{},
	)
	findings == set()
}
