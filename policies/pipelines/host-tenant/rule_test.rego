package tenantlint.rules.pipelines["host-tenant_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.pipelines["host-tenant"] as rule

test_elsewhere if {
	findings := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines", "host": "b/host"}, {})
	fixture.paths(findings) == {[0, "host"]}
}

test_here if {
	findings := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines", "host": "a/host"}, {})
	findings == set()
}

test_no_host if {
	findings := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines"}, {})
	findings == set()
}

test_two_tenants if {
	findings := rule.report with input as fixture.topology(
		{
			"engine": "powerPlatformPipelines",
			"scenario": "multiTenant",
			"tenants": ["a", "b"],
			"host": "b/host",
		},
		{},
	)
	findings == set()
}

test_other_engine if {
	findings := rule.report with input as fixture.topology({"host": "b/host"}, {})
	findings == set()
}
