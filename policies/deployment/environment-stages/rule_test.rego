package tenantlint.rules.deployment["environment-stages_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["environment-stages"] as rule

expected contains [finding.level, [loc.at[2] | some loc in finding.locations]] if some finding in rule.report

test_test_as_production if expected == {["error", [1, 2]]} with input as fixture.topology(
	{
		"stages": [
			fixture.stage(0, "development", ["a/dev"]),
			fixture.stage(1, "test", ["a/prod"]),
			fixture.stage(2, "production", ["a/prod"]),
		],
	},
	{},
)

test_validation_is_test if expected == {["warning", [1, 2]]} with input as fixture.topology(
	{
		"stages": [
			fixture.stage(0, "development", ["a/dev"]),
			fixture.stage(1, "validation", ["a/test"]),
			fixture.stage(2, "test", ["a/test"]),
			fixture.stage(3, "production", ["a/prod"]),
		],
	},
	{},
)

test_all_in_one if expected == {["error", [0, 1, 2]]} with input as fixture.topology(
	{
		"stages": [
			fixture.stage(0, "development", ["a/lab"]),
			fixture.stage(1, "test", ["a/lab"]),
			fixture.stage(2, "production", ["a/lab"]),
		],
	},
	{},
)

test_demo if expected == {["warning", [0, 1]]} with input as fixture.topology(
	{
		"scenario": "demo",
		"stages": [fixture.stage(0, "development", ["a/lab"]), fixture.stage(1, "test", ["a/lab"])],
	},
	{},
)

test_pipelines_development if expected == set() with input as fixture.topology(
	{
		"engine": "powerPlatformPipelines",
		"stages": [
			fixture.stage(0, "development", ["a/lab"]),
			fixture.stage(1, "test", ["a/lab"]),
			fixture.stage(2, "production", ["a/prod"]),
		],
	},
	{},
)

test_pipelines_with_test_in_production if expected == {["error", [1, 2]]} with input as fixture.topology(
	{
		"engine": "powerPlatformPipelines",
		"stages": [
			fixture.stage(0, "development", ["a/dev"]),
			fixture.stage(1, "test", ["a/prod"]),
			fixture.stage(2, "production", ["a/prod"]),
		],
	},
	{},
)

test_host if expected == set() with input as fixture.topology(
	{
		"stages": [
			fixture.stage(0, "host", ["a/dev"]),
			fixture.stage(1, "development", ["a/dev"]),
			fixture.stage(2, "test", ["a/test"]),
			fixture.stage(3, "production", ["a/prod"]),
		],
	},
	{},
)

test_one_each if expected == set() with input as fixture.topology({}, {})

test_input if rule.report == set() with input as fixture.topology({}, {})
