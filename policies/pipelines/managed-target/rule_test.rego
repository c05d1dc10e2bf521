package tenantlint.rules.pipelines["managed-target_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.pipelines["managed-target"] as rule

not_said := object.remove(fixture.environments({}), ["a/test"])

said_nothing := {
	"deployments": [
		fixture.deployment({"engine": "powerPlatformPipelines"}),
	],
	"index": {"environments": object.union(
		not_said,
		{"a/test": object.remove(fixture.environments({})["a/test"], ["managed"])},
	)},
}

test_not_managed if {
	found := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines"},
		{"a/test": {"managed": false}},
	)
	fixture.levels(found) == {[[0, "stages", 1, "environments", 0], "error"]}
}

test_not_said if {
	found := rule.report with input as said_nothing
	fixture.levels(found) == {[[0, "stages", 1, "environments", 0], "note"]}
}

test_source if {
	found := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines"},
		{"a/dev": {"managed": false}},
	)
	found == set()
}

test_developer if {
	found := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines"},
		{"a/test": {"managed": false, "type": "Developer"}},
	)
	found == set()
}

test_unsupported if {
	found := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines"},
		{"a/test": {"managed": false, "type": "Teams"}},
	)
	found == set()
}

test_other_engine if {
	found := rule.report with input as fixture.topology({}, {"a/test": {"managed": false}})
	found == set()
}
