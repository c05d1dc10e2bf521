package tenantlint.rules.deployment["stage-purpose_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["stage-purpose"] as rule

test_declares_otherwise if {
	findings := rule.report with input as fixture.topology({}, {"a/dev": {"stage": "test"}, "a/test": {"stage": "test"}})
	fixture.paths(findings) == {[0, "stages", 0, "environments", 0]}
}

test_training if {
	findings := rule.report with input as fixture.topology({}, {"a/prod": {"stage": "training"}})
	fixture.paths(findings) == {[0, "stages", 2, "environments", 0]}
}

test_validation_and_test if {
	findings := rule.report with input as fixture.topology(
		{
			"stages": [
				fixture.stage(0, "development", ["a/dev"]),
				fixture.stage(1, "validation", ["a/test"]),
				fixture.stage(2, "production", ["a/prod"]),
			],
		},
		{"a/test": {"stage": "test"}},
	)
	findings == set()
}

test_other if {
	findings := rule.report with input as fixture.topology({}, {"a/prod": {"stage": "other"}})
	findings == set()
}

test_not_declared if {
	findings := rule.report with input as fixture.topology({}, {})
	findings == set()
}

test_in_two_stages if {
	findings := rule.report with input as fixture.topology(
		{
			"stages": [
				fixture.stage(0, "development", ["a/dev"]),
				fixture.stage(1, "test", ["a/prod"]),
				fixture.stage(2, "production", ["a/prod"]),
			],
		},
		{"a/prod": {"stage": "production"}},
	)
	findings == set()
}

test_demo_of_production if {
	findings := rule.report with input as fixture.topology(
		{"scenario": "demo"},
		{"a/prod": {"stage": "training"}, "a/test": {"stage": "training"}},
	)
	findings == set()
}

test_demo if {
	findings := rule.report with input as fixture.topology({"scenario": "demo"}, {"a/dev": {"stage": "test"}})
	fixture.paths(findings) == {[0, "stages", 0, "environments", 0]}
}
