package tenantlint.rules.deployment["accelerator-database_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["accelerator-database"] as rule

test_none if {
	findings := rule.report with input as fixture.topology({"engine": "almAccelerator"}, {"a/test": {"noDatabase": true}})
	fixture.paths(findings) == {[0, "stages", 1, "environments", 0]}
}

test_teams if {
	findings := rule.report with input as fixture.topology({"engine": "almAccelerator"}, {"a/test": {"type": "Teams"}})
	fixture.paths(findings) == {[0, "stages", 1, "environments", 0]}
}

test_production_on_teams if {
	findings := rule.report with input as fixture.topology(
		{"engine": "almAccelerator"},
		{"a/test": {"type": "Teams", "stage": "production"}},
	)
	findings == set()
}

test_at_a_maker if {
	findings := rule.report with input as fixture.topology(
		{"engine": "almAccelerator", "makers": [fixture.maker(0, "kim", "a/lab")]},
		{"a/lab": {"noDatabase": true}},
	)
	fixture.paths(findings) == {[0, "makers", 0, "environment"]}
}

test_not_declared if {
	findings := rule.report with input as fixture.topology({"engine": "almAccelerator"}, {})
	findings == set()
}

test_other_engine if {
	findings := rule.report with input as fixture.topology({"engine": "azureDevOps"}, {"a/test": {"noDatabase": true}})
	findings == set()
}
