package tenantlint.rules.pipelines["unsupported-target_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.pipelines["unsupported-target"] as rule

test_teams if {
	found := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines", "host": "a/host"},
		{"a/test": {"type": "Teams"}},
	)
	fixture.levels(found) == {[[0, "stages", 1, "environments", 0], "error"]}
}

test_default if {
	found := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines"},
		{"a/test": {"type": "Default"}},
	)
	fixture.levels(found) == {[[0, "stages", 1, "environments", 0], "error"]}
}

test_default_with_a_host if {
	found := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines", "host": "a/host"},
		{"a/test": {"type": "Default"}},
	)
	fixture.levels(found) == {[[0, "stages", 1, "environments", 0], "warning"]}
}

test_host_unknown if {
	found := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines", "unknown": {"host": true}},
		{"a/test": {"type": "Default"}},
	)
	fixture.levels(found) == {[[0, "stages", 1, "environments", 0], "warning"]}
}

test_source if {
	found := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines"},
		{"a/dev": {"type": "Default"}},
	)
	found == set()
}

test_production_on_teams if {
	found := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines"},
		{"a/test": {"type": "Teams", "stage": "production"}},
	)
	found == set()
}
