package tenantlint.rules.deployment["demo-end-to-end_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["demo-end-to-end"] as rule

test_development_only if {
	findings := rule.report with input as fixture.topology(
		{"scenario": "demo", "stages": [fixture.stage(0, "development", ["a/dev"])]},
		{},
	)
	fixture.paths(findings) == {[0, "stages"]}
}

test_no_development if {
	findings := rule.report with input as fixture.topology(
		{"scenario": "demo", "stages": [fixture.stage(0, "test", ["a/dev"])]},
		{},
	)
	fixture.paths(findings) == {[0, "stages"]}
}

test_complete if {
	findings := rule.report with input as fixture.topology({"scenario": "demo"}, {})
	findings == set()
}

test_makers_replace_the_development_stage if {
	findings := rule.report with input as fixture.topology(
		{
			"scenario": "demo",
			"makers": [fixture.maker(0, "kim", "a/dev")],
			"stages": [fixture.stage(0, "test", ["a/test"])],
		},
		{},
	)
	findings == set()
}

test_unknown if {
	findings := rule.report with input as fixture.topology(
		{"scenario": "demo", "stages": [], "unknown": {"stages": true}},
		{},
	)
	findings == set()
}

test_stage_without_environments if {
	findings := rule.report with input as fixture.topology(
		{
			"scenario": "demo",
			"stages": [fixture.stage(0, "development", ["a/dev"]), fixture.stage(1, "test", [])],
		},
		{},
	)
	findings == set()
}

test_enterprise if {
	findings := rule.report with input as fixture.topology({"stages": []}, {})
	findings == set()
}
