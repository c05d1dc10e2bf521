package tenantlint.rules.pipelines["unsupported-target_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.pipelines["unsupported-target"] as rule

test_teams if {
	findings := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines", "host": "a/host"},
		{"a/test": {"type": "Teams"}},
	)
	fixture.levels(findings) == {[[0, "stages", 1, "environments", 0], "error"]}
}

test_default if {
	findings := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines"},
		{"a/test": {"type": "Default"}},
	)
	fixture.levels(findings) == {[[0, "stages", 1, "environments", 0], "error"]}
}

test_default_with_a_host if {
	findings := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines", "host": "a/host"},
		{"a/test": {"type": "Default"}},
	)
	fixture.levels(findings) == {[[0, "stages", 1, "environments", 0], "warning"]}
}

test_host_unknown if {
	findings := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines", "unknown": {"host": true}},
		{"a/test": {"type": "Default"}},
	)
	fixture.levels(findings) == {[[0, "stages", 1, "environments", 0], "warning"]}
}

test_source if {
	findings := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines"},
		{"a/dev": {"type": "Default"}},
	)
	findings == set()
}

test_production_on_teams if {
	findings := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines"},
		{"a/test": {"type": "Teams", "stage": "production"}},
	)
	findings == set()
}
