package tenantlint.rules.pipelines["managed-target_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.pipelines["managed-target"] as rule

environments_without_test := object.remove(fixture.environments({}), ["a/test"])

undeclared_topology := {
	"deployments": [
		fixture.deployment({"engine": "powerPlatformPipelines"}),
	],
	"index": {"environments": object.union(
		environments_without_test,
		{"a/test": object.remove(fixture.environments({})["a/test"], ["managed"])},
	)},
}

test_not_managed if {
	findings := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines"},
		{"a/test": {"managed": false}},
	)
	fixture.levels(findings) == {[[0, "stages", 1, "environments", 0], "error"]}
}

test_not_declared if {
	findings := rule.report with input as undeclared_topology
	fixture.levels(findings) == {[[0, "stages", 1, "environments", 0], "note"]}
}

test_source if {
	findings := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines"},
		{"a/dev": {"managed": false}},
	)
	findings == set()
}

test_developer if {
	findings := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines"},
		{"a/test": {"managed": false, "type": "Developer"}},
	)
	findings == set()
}

test_unsupported if {
	findings := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines"},
		{"a/test": {"managed": false, "type": "Teams"}},
	)
	findings == set()
}

test_other_engine if {
	findings := rule.report with input as fixture.topology({}, {"a/test": {"managed": false}})
	findings == set()
}
