package tenantlint.rules.deployment["tenant-count_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["tenant-count"] as rule

test_enterprise_in_two if {
	findings := rule.report with input as fixture.topology({"tenants": ["a", "b"]}, {})
	fixture.paths(findings) == {[0, "scenario"]}
}

test_demo_in_two_tenants if {
	findings := rule.report with input as fixture.topology({"scenario": "demo", "tenants": ["a", "b"]}, {})
	fixture.params(findings) == {{"kind": "demo", "deployment": "sales", "count": "two", "tenants": ["a", "b"]}}
}

test_multi_tenant_in_one if {
	findings := rule.report with input as fixture.topology({"scenario": "multiTenant"}, {})
	fixture.paths(findings) == {[0, "scenario"]}
}

test_multi_tenant_in_two if {
	findings := rule.report with input as fixture.topology({"scenario": "multiTenant", "tenants": ["a", "b"]}, {})
	findings == set()
}

test_stages_unknown if {
	findings := rule.report with input as fixture.topology({"scenario": "multiTenant", "unknown": {"stages": true}}, {})
	findings == set()
}

test_makers_unknown if {
	findings := rule.report with input as fixture.topology({"scenario": "multiTenant", "unknown": {"makers": true}}, {})
	findings == set()
}

test_enterprise_in_one if {
	findings := rule.report with input as fixture.topology({}, {})
	findings == set()
}
