package tenantlint.rules.deployment["stage-order_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["stage-order"] as rule

test_test_after_production if {
	findings := rule.report with input as fixture.topology(
		{
			"stages": [
				fixture.stage(0, "development", ["a/dev"]),
				fixture.stage(1, "production", ["a/prod"]),
				fixture.stage(2, "test", ["a/test"]),
			],
		},
		{},
	)
	fixture.paths(findings) == {[0, "stages", 2, "stage"]}
}

test_validation_after_production if {
	findings := rule.report with input as fixture.topology(
		{
			"stages": [
				fixture.stage(0, "development", ["a/dev"]),
				fixture.stage(1, "test", ["a/test"]),
				fixture.stage(2, "production", ["a/prod"]),
				fixture.stage(3, "validation", ["a/lab"]),
			],
		},
		{},
	)
	fixture.paths(findings) == {[0, "stages", 3, "stage"]}
}

test_no_test_before_production if {
	findings := rule.report with input as fixture.topology(
		{"stages": [fixture.stage(0, "development", ["a/dev"]), fixture.stage(1, "production", ["a/prod"])]},
		{},
	)
	fixture.levels(findings) == {[[0, "stages", 1, "stage"], "warning"]}
}

test_no_test_with_the_accelerator if {
	findings := rule.report with input as fixture.topology(
		{
			"engine": "almAccelerator",
			"stages": [
				fixture.stage(0, "development", ["a/dev"]),
				fixture.stage(1, "production", ["a/prod"]),
			],
		},
		{},
	)
	fixture.levels(findings) == {[[0, "stages", 1, "stage"], "error"]}
}

test_validation_anywhere_before if {
	findings := rule.report with input as fixture.topology(
		{
			"stages": [
				fixture.stage(0, "validation", ["a/lab"]),
				fixture.stage(1, "development", ["a/dev"]),
				fixture.stage(2, "test", ["a/test"]),
				fixture.stage(3, "production", ["a/prod"]),
			],
		},
		{},
	)
	findings == set()
}

test_validation_only if {
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
	findings == set()
}

test_demo if {
	findings := rule.report with input as fixture.topology(
		{
			"scenario": "demo",
			"stages": [
				fixture.stage(0, "production", ["a/prod"]),
				fixture.stage(1, "development", ["a/dev"]),
			],
		},
		{},
	)
	fixture.paths(findings) == {[0, "stages", 1, "stage"]}
}

test_unknown if {
	findings := rule.report with input as fixture.topology(
		{
			"unknown": {"stages": true},
			"stages": [
				fixture.stage(0, "development", ["a/dev"]),
				fixture.stage(1, "production", ["a/prod"]),
			],
		},
		{},
	)
	findings == set()
}
