package tenantlint.rules.pipelines.database_test

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.pipelines.database as rule

test_source if {
	findings := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines"},
		{"a/dev": {"noDatabase": true}},
	)
	fixture.paths(findings) == {[0, "stages", 0, "environments", 0]}
}

test_host if {
	findings := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines", "host": "a/host"},
		{"a/host": {"noDatabase": true}},
	)
	fixture.paths(findings) == {[0, "host"]}
}

test_not_declared if {
	findings := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines"}, {})
	findings == set()
}

test_other_engine if {
	findings := rule.report with input as fixture.topology({}, {"a/dev": {"noDatabase": true}})
	findings == set()
}
