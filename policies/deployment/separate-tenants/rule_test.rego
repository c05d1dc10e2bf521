package tenantlint.rules.deployment["separate-tenants_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["separate-tenants"] as rule

test_all_in_one if {
	found := rule.report with input as fixture.topology({"scenario": "multiTenant", "tenants": ["a", "b"]}, {})
	fixture.paths(found) == {[0, "stages"]}
}

test_development_in_both if {
	found := rule.report with input as fixture.topology(
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
	fixture.params(found) == {{"kind": "multi-tenant", "deployment": "sales", "tenant": ["a"]}}
}

test_development_apart if {
	found := rule.report with input as fixture.topology(
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
	found == set()
}

test_makers_are_the_development if {
	found := rule.report with input as fixture.topology(
		{
			"scenario": "multiTenant",
			"tenants": ["a", "b"],
			"stages": [fixture.stage(0, "test", ["a/test"]), fixture.stage(1, "production", ["a/prod"])],
		},
		{},
	)
	found == set()
}

test_unknown if {
	found := rule.report with input as fixture.topology(
		{"scenario": "multiTenant", "tenants": ["a", "b"], "unknown": {"stages": true}},
		{},
	)
	found == set()
}

test_enterprise if {
	found := rule.report with input as fixture.topology({"tenants": ["a", "b"]}, {})
	found == set()
}
