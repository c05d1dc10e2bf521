package tenantlint.rules.deployment["accelerator-database_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["accelerator-database"] as rule

test_none if {
	found := rule.report with input as fixture.topology({"engine": "almAccelerator"}, {"a/test": {"noDatabase": true}})
	fixture.paths(found) == {[0, "stages", 1, "environments", 0]}
}

test_teams if {
	found := rule.report with input as fixture.topology({"engine": "almAccelerator"}, {"a/test": {"type": "Teams"}})
	fixture.paths(found) == {[0, "stages", 1, "environments", 0]}
}

test_production_on_teams if {
	found := rule.report with input as fixture.topology(
		{"engine": "almAccelerator"},
		{"a/test": {"type": "Teams", "stage": "production"}},
	)
	found == set()
}

test_at_a_maker if {
	found := rule.report with input as fixture.topology(
		{"engine": "almAccelerator", "makers": [fixture.maker(0, "kim", "a/lab")]},
		{"a/lab": {"noDatabase": true}},
	)
	fixture.paths(found) == {[0, "makers", 0, "environment"]}
}

test_not_said if {
	found := rule.report with input as fixture.topology({"engine": "almAccelerator"}, {})
	found == set()
}

test_other_engine if {
	found := rule.report with input as fixture.topology({"engine": "azureDevOps"}, {"a/test": {"noDatabase": true}})
	found == set()
}
