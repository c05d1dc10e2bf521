package tenantlint.rules.deployment["environment-stages_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["environment-stages"] as rule

found(fields) := {[finding.level, [site.at[2] | some site in finding.sites]] | some finding in report(fields)}

report(fields) := result if {
	result := rule.report with input as fixture.topology(fields, {})
}

test_test_is_production if found({
	"stages": [
		fixture.stage(0, "development", ["a/dev"]),
		fixture.stage(1, "test", ["a/prod"]),
		fixture.stage(2, "production", ["a/prod"]),
	],
}) == {["error", [1, 2]]}

test_validation_is_test if found({
	"stages": [
		fixture.stage(0, "development", ["a/dev"]),
		fixture.stage(1, "validation", ["a/test"]),
		fixture.stage(2, "test", ["a/test"]),
		fixture.stage(3, "production", ["a/prod"]),
	],
}) == {["warning", [1, 2]]}

test_all_in_one if found({
	"stages": [
		fixture.stage(0, "development", ["a/lab"]),
		fixture.stage(1, "test", ["a/lab"]),
		fixture.stage(2, "production", ["a/lab"]),
	],
}) == {["error", [0, 1, 2]]}

test_demo if found({
	"scenario": "demo",
	"stages": [fixture.stage(0, "development", ["a/lab"]), fixture.stage(1, "test", ["a/lab"])],
}) == {["warning", [0, 1]]}

test_native_development if found({
	"engine": "powerPlatformPipelines",
	"stages": [
		fixture.stage(0, "development", ["a/lab"]),
		fixture.stage(1, "test", ["a/lab"]),
		fixture.stage(2, "production", ["a/prod"]),
	],
}) == set()

test_native_test if found({
	"engine": "powerPlatformPipelines",
	"stages": [
		fixture.stage(0, "development", ["a/dev"]),
		fixture.stage(1, "test", ["a/prod"]),
		fixture.stage(2, "production", ["a/prod"]),
	],
}) == {["error", [1, 2]]}

test_host if found({
	"stages": [
		fixture.stage(0, "host", ["a/dev"]),
		fixture.stage(1, "development", ["a/dev"]),
		fixture.stage(2, "test", ["a/test"]),
		fixture.stage(3, "production", ["a/prod"]),
	],
}) == set()

test_one_each if found({}) == set()

test_input if report({}) == set()
