package tenantlint.rules.deployment["tenant-count_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["tenant-count"] as rule

test_enterprise_in_two if {
	found := rule.report with input as fixture.topology({"tenants": ["a", "b"]}, {})
	fixture.paths(found) == {[0, "scenario"]}
}

test_demo_in_two if {
	found := rule.report with input as fixture.topology({"scenario": "demo", "tenants": ["a", "b"]}, {})
	fixture.params(found) == {{"kind": "demo", "deployment": "sales", "count": "two", "tenants": ["a", "b"]}}
}

test_multi_tenant_in_one if {
	found := rule.report with input as fixture.topology({"scenario": "multiTenant"}, {})
	fixture.paths(found) == {[0, "scenario"]}
}

test_multi_tenant_in_two if {
	found := rule.report with input as fixture.topology({"scenario": "multiTenant", "tenants": ["a", "b"]}, {})
	found == set()
}

test_stages_unknown if {
	found := rule.report with input as fixture.topology({"scenario": "multiTenant", "unknown": {"stages": true}}, {})
	found == set()
}

test_makers_unknown if {
	found := rule.report with input as fixture.topology({"scenario": "multiTenant", "unknown": {"makers": true}}, {})
	found == set()
}

test_enterprise_in_one if {
	found := rule.report with input as fixture.topology({}, {})
	found == set()
}
