package tenantlint.rules.deployment["separate-tenants_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["separate-tenants"] as rule

test_all_in_one if {
	findings := rule.report with input as fixture.topology({"scenario": "multiTenant", "tenants": ["a", "b"]}, {})
	fixture.paths(findings) == {[0, "stages"]}
}

test_development_in_both if {
	findings := rule.report with input as fixture.topology(
		{
			"scenario": "multiTenant",
			"tenants": ["a", "b"],
			"stages": [
				fixture.stage(0, "development", ["b/dev", "a/dev"]),
				fixture.stage(1, "production", ["a/prod"]),
			],
		},
		{},
	)
	fixture.params(findings) == {{"kind": "multi-tenant", "deployment": "sales", "tenant": ["a"]}}
}

test_separate_development if {
	findings := rule.report with input as fixture.topology(
		{
			"scenario": "multiTenant",
			"tenants": ["a", "b"],
			"stages": [
				fixture.stage(0, "development", ["b/dev"]),
				fixture.stage(1, "production", ["a/prod"]),
			],
		},
		{},
	)
	findings == set()
}

test_makers_replace_the_development_stage if {
	findings := rule.report with input as fixture.topology(
		{
			"scenario": "multiTenant",
			"tenants": ["a", "b"],
			"stages": [fixture.stage(0, "test", ["a/test"]), fixture.stage(1, "production", ["a/prod"])],
		},
		{},
	)
	findings == set()
}

test_unknown if {
	findings := rule.report with input as fixture.topology(
		{"scenario": "multiTenant", "tenants": ["a", "b"], "unknown": {"stages": true}},
		{},
	)
	findings == set()
}

test_enterprise if {
	findings := rule.report with input as fixture.topology({"tenants": ["a", "b"]}, {})
	findings == set()
}
