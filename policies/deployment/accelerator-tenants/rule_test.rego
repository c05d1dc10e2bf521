package tenantlint.rules.deployment["accelerator-tenants_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["accelerator-tenants"] as rule

test_two if {
	found := rule.report with input as fixture.topology(
		{"engine": "almAccelerator", "scenario": "multiTenant", "tenants": ["a", "b"]},
		{},
	)
	fixture.paths(found) == {[0, "engine"]}
}

test_one if {
	found := rule.report with input as fixture.topology({"engine": "almAccelerator"}, {})
	found == set()
}

test_enterprise_over_two if {
	found := rule.report with input as fixture.topology({"engine": "almAccelerator", "tenants": ["a", "b"]}, {})
	found == set()
}

test_other_engine if {
	found := rule.report with input as fixture.topology(
		{"scenario": "multiTenant", "tenants": ["a", "b"], "engine": "azureDevOps"},
		{},
	)
	found == set()
}
