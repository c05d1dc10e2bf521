package tenantlint.rules.pipelines["single-tenant_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.pipelines["single-tenant"] as rule

test_two if {
	found := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines", "scenario": "multiTenant", "tenants": ["a", "b"]},
		{},
	)
	fixture.paths(found) == {[0, "engine"]}
}

test_one if {
	found := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines"}, {})
	found == set()
}

test_enterprise_over_two if {
	found := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines", "tenants": ["a", "b"]}, {})
	found == set()
}

test_other_engine if {
	found := rule.report with input as fixture.topology({"scenario": "multiTenant", "tenants": ["a", "b"]}, {})
	found == set()
}
