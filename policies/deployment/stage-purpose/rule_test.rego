package tenantlint.rules.deployment["stage-purpose_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["stage-purpose"] as rule

test_says_otherwise if {
	found := rule.report with input as fixture.topology({}, {"a/dev": {"stage": "test"}, "a/test": {"stage": "test"}})
	fixture.paths(found) == {[0, "stages", 0, "environments", 0]}
}

test_training if {
	found := rule.report with input as fixture.topology({}, {"a/prod": {"stage": "training"}})
	fixture.paths(found) == {[0, "stages", 2, "environments", 0]}
}

test_validation_and_test if {
	found := rule.report with input as fixture.topology(
		{
			"stages": [
				fixture.stage(0, "development", ["a/dev"]),
				fixture.stage(1, "validation", ["a/test"]),
				fixture.stage(2, "production", ["a/prod"]),
			],
		},
		{"a/test": {"stage": "test"}},
	)
	found == set()
}

test_other if {
	found := rule.report with input as fixture.topology({}, {"a/prod": {"stage": "other"}})
	found == set()
}

test_not_said if {
	found := rule.report with input as fixture.topology({}, {})
	found == set()
}

test_in_two_stages if {
	found := rule.report with input as fixture.topology(
		{
			"stages": [
				fixture.stage(0, "development", ["a/dev"]),
				fixture.stage(1, "test", ["a/prod"]),
				fixture.stage(2, "production", ["a/prod"]),
			],
		},
		{"a/prod": {"stage": "production"}},
	)
	found == set()
}

test_demo_of_production if {
	found := rule.report with input as fixture.topology(
		{"scenario": "demo"},
		{"a/prod": {"stage": "training"}, "a/test": {"stage": "training"}},
	)
	found == set()
}

test_demo if {
	found := rule.report with input as fixture.topology({"scenario": "demo"}, {"a/dev": {"stage": "test"}})
	fixture.paths(found) == {[0, "stages", 0, "environments", 0]}
}
