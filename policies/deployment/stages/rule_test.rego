package tenantlint.rules.deployment.stages_test

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment.stages as rule

test_no_development if {
	found := rule.report with input as fixture.topology(
		{"stages": [fixture.stage(0, "test", ["a/test"]), fixture.stage(1, "production", ["a/prod"])]},
		{},
	)
	fixture.levels(found) == {[[0, "stages"], "error"]}
}

test_no_production if {
	found := rule.report with input as fixture.topology(
		{"stages": [fixture.stage(0, "development", ["a/dev"]), fixture.stage(1, "test", ["a/test"])]},
		{},
	)
	fixture.levels(found) == {[[0, "stages"], "error"]}
}

test_no_test if {
	found := rule.report with input as fixture.topology(
		{
			"stages": [
				fixture.stage(0, "development", ["a/dev"]),
				fixture.stage(1, "validation", ["a/lab"]),
				fixture.stage(2, "production", ["a/prod"]),
			],
		},
		{},
	)
	fixture.levels(found) == {[[0, "stages"], "warning"]}
}

test_no_test_with_the_accelerator if {
	found := rule.report with input as fixture.topology(
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
	fixture.levels(found) == {[[0, "stages"], "error"]}
}

test_straight_to_production if {
	found := rule.report with input as fixture.topology(
		{"stages": [fixture.stage(0, "development", ["a/dev"]), fixture.stage(1, "production", ["a/prod"])]},
		{},
	)
	found == set()
}

test_none if {
	found := rule.report with input as fixture.topology({"stages": []}, {})
	fixture.paths(found) == {[0, "stages"]}
}

test_makers_develop if {
	found := rule.report with input as fixture.topology(
		{
			"makers": [fixture.maker(0, "kim", "a/dev")],
			"stages": [fixture.stage(0, "test", ["a/test"]), fixture.stage(1, "production", ["a/prod"])],
		},
		{},
	)
	found == set()
}

test_makers_unknown if {
	found := rule.report with input as fixture.topology(
		{
			"unknown": {"makers": true},
			"stages": [fixture.stage(0, "test", ["a/test"]), fixture.stage(1, "production", ["a/prod"])],
		},
		{},
	)
	found == set()
}

test_unknown if {
	found := rule.report with input as fixture.topology({"stages": [], "unknown": {"stages": true}}, {})
	found == set()
}

test_all if {
	found := rule.report with input as fixture.topology({}, {})
	found == set()
}

test_demo if {
	found := rule.report with input as fixture.topology({"scenario": "demo", "stages": []}, {})
	found == set()
}
