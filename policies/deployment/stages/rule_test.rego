package tenantlint.rules.deployment.stages_test

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment.stages as rule

test_no_development if {
	findings := rule.report with input as fixture.topology(
		{"stages": [fixture.stage(0, "test", ["a/test"]), fixture.stage(1, "production", ["a/prod"])]},
		{},
	)
	fixture.levels(findings) == {[[0, "stages"], "error"]}
}

test_no_production if {
	findings := rule.report with input as fixture.topology(
		{"stages": [fixture.stage(0, "development", ["a/dev"]), fixture.stage(1, "test", ["a/test"])]},
		{},
	)
	fixture.levels(findings) == {[[0, "stages"], "error"]}
}

test_no_test if {
	findings := rule.report with input as fixture.topology(
		{
			"stages": [
				fixture.stage(0, "development", ["a/dev"]),
				fixture.stage(1, "validation", ["a/lab"]),
				fixture.stage(2, "production", ["a/prod"]),
			],
		},
		{},
	)
	fixture.levels(findings) == {[[0, "stages"], "warning"]}
}

test_no_test_with_the_accelerator if {
	findings := rule.report with input as fixture.topology(
		{
			"engine": "almAccelerator",
			"stages": [
				fixture.stage(0, "development", ["a/dev"]),
				fixture.stage(1, "validation", ["a/lab"]),
				fixture.stage(2, "production", ["a/prod"]),
			],
		},
		{},
	)
	fixture.levels(findings) == {[[0, "stages"], "error"]}
}

test_no_test_before_production if {
	findings := rule.report with input as fixture.topology(
		{"stages": [fixture.stage(0, "development", ["a/dev"]), fixture.stage(1, "production", ["a/prod"])]},
		{},
	)
	findings == set()
}

test_none if {
	findings := rule.report with input as fixture.topology({"stages": []}, {})
	fixture.paths(findings) == {[0, "stages"]}
}

test_makers_replace_the_development_stage if {
	findings := rule.report with input as fixture.topology(
		{
			"makers": [fixture.maker(0, "kim", "a/dev")],
			"stages": [fixture.stage(0, "test", ["a/test"]), fixture.stage(1, "production", ["a/prod"])],
		},
		{},
	)
	findings == set()
}

test_makers_unknown if {
	findings := rule.report with input as fixture.topology(
		{
			"unknown": {"makers": true},
			"stages": [fixture.stage(0, "test", ["a/test"]), fixture.stage(1, "production", ["a/prod"])],
		},
		{},
	)
	findings == set()
}

test_unknown if {
	findings := rule.report with input as fixture.topology({"stages": [], "unknown": {"stages": true}}, {})
	findings == set()
}

test_all if {
	findings := rule.report with input as fixture.topology({}, {})
	findings == set()
}

test_demo if {
	findings := rule.report with input as fixture.topology({"scenario": "demo", "stages": []}, {})
	findings == set()
}
