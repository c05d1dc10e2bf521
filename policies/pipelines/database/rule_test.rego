package tenantlint.rules.pipelines.database_test

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.pipelines.database as rule

test_source if {
	found := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines"},
		{"a/dev": {"noDatabase": true}},
	)
	fixture.paths(found) == {[0, "stages", 0, "environments", 0]}
}

test_host if {
	found := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines", "host": "a/host"},
		{"a/host": {"noDatabase": true}},
	)
	fixture.paths(found) == {[0, "host"]}
}

test_not_said if {
	found := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines"}, {})
	found == set()
}

test_other_engine if {
	found := rule.report with input as fixture.topology({}, {"a/dev": {"noDatabase": true}})
	found == set()
}
