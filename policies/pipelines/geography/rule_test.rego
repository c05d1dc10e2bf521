package tenantlint.rules.pipelines.geography_test

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.pipelines.geography as rule

test_elsewhere if {
	found := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines", "host": "a/host"},
		{"a/host": {"location": "asia"}},
	)
	fixture.params(found) == {{"host": "a/host", "from": "asia", "to": "europe"}}
}

test_one_elsewhere if {
	found := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines", "host": "a/host"},
		{"a/prod": {"location": "asia"}},
	)
	fixture.paths(found) == {[0, "host"]}
}

test_switched_on if {
	found := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines", "host": "a/host", "crossGeoDeployments": true},
		{"a/prod": {"location": "asia"}},
	)
	found == set()
}

test_unknown if {
	found := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines", "host": "a/host", "unknown": {"crossGeoDeployments": true}},
		{"a/prod": {"location": "asia"}},
	)
	found == set()
}

test_same if {
	found := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines", "host": "a/host"}, {})
	found == set()
}
