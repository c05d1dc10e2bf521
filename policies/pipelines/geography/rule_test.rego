package tenantlint.rules.pipelines.geography_test

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.pipelines.geography as rule

test_elsewhere if {
	findings := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines", "host": "a/host"},
		{"a/host": {"location": "asia"}},
	)
	fixture.params(findings) == {{"host": "a/host", "from": "asia", "to": "europe"}}
}

test_one_elsewhere if {
	findings := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines", "host": "a/host"},
		{"a/prod": {"location": "asia"}},
	)
	fixture.paths(findings) == {[0, "host"]}
}

test_switched_on if {
	findings := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines", "host": "a/host", "crossGeoDeployments": true},
		{"a/prod": {"location": "asia"}},
	)
	findings == set()
}

test_unknown if {
	findings := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines", "host": "a/host", "unknown": {"crossGeoDeployments": true}},
		{"a/prod": {"location": "asia"}},
	)
	findings == set()
}

test_same if {
	findings := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines", "host": "a/host"}, {})
	findings == set()
}
