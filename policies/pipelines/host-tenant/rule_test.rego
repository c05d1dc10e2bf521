package tenantlint.rules.pipelines["host-tenant_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.pipelines["host-tenant"] as rule

test_elsewhere if {
	found := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines", "host": "b/host"}, {})
	fixture.paths(found) == {[0, "host"]}
}

test_here if {
	found := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines", "host": "a/host"}, {})
	found == set()
}

test_none if {
	found := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines"}, {})
	found == set()
}

test_two_tenants if {
	found := rule.report with input as fixture.topology(
		{
			"engine": "powerPlatformPipelines",
			"scenario": "multiTenant",
			"tenants": ["a", "b"],
			"host": "b/host",
		},
		{},
	)
	found == set()
}

test_other_engine if {
	found := rule.report with input as fixture.topology({"host": "b/host"}, {})
	found == set()
}
