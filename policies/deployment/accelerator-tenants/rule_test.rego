package tenantlint.rules.deployment["accelerator-tenants_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["accelerator-tenants"] as rule

test_two if {
	findings := rule.report with input as fixture.topology(
		{"engine": "almAccelerator", "scenario": "multiTenant", "tenants": ["a", "b"]},
		{},
	)
	fixture.paths(findings) == {[0, "engine"]}
}

test_one if {
	findings := rule.report with input as fixture.topology({"engine": "almAccelerator"}, {})
	findings == set()
}

test_enterprise_over_two if {
	findings := rule.report with input as fixture.topology({"engine": "almAccelerator", "tenants": ["a", "b"]}, {})
	findings == set()
}

test_other_engine if {
	findings := rule.report with input as fixture.topology(
		{"scenario": "multiTenant", "tenants": ["a", "b"], "engine": "azureDevOps"},
		{},
	)
	findings == set()
}
