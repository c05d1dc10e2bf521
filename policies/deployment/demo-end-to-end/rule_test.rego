package tenantlint.rules.deployment["demo-end-to-end_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["demo-end-to-end"] as rule

test_development_only if {
	found := rule.report with input as fixture.topology(
		{"scenario": "demo", "stages": [fixture.stage(0, "development", ["a/dev"])]},
		{},
	)
	fixture.paths(found) == {[0, "stages"]}
}

test_no_development if {
	found := rule.report with input as fixture.topology(
		{"scenario": "demo", "stages": [fixture.stage(0, "test", ["a/dev"])]},
		{},
	)
	fixture.paths(found) == {[0, "stages"]}
}

test_whole if {
	found := rule.report with input as fixture.topology({"scenario": "demo"}, {})
	found == set()
}

test_makers_develop if {
	found := rule.report with input as fixture.topology(
		{
			"scenario": "demo",
			"makers": [fixture.maker(0, "kim", "a/dev")],
			"stages": [fixture.stage(0, "test", ["a/test"])],
		},
		{},
	)
	found == set()
}

test_unknown if {
	found := rule.report with input as fixture.topology(
		{"scenario": "demo", "stages": [], "unknown": {"stages": true}},
		{},
	)
	found == set()
}

test_stage_without_environments if {
	found := rule.report with input as fixture.topology(
		{
			"scenario": "demo",
			"stages": [fixture.stage(0, "development", ["a/dev"]), fixture.stage(1, "test", [])],
		},
		{},
	)
	found == set()
}

test_enterprise if {
	found := rule.report with input as fixture.topology({"stages": []}, {})
	found == set()
}
