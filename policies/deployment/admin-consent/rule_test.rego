package tenantlint.rules.deployment["admin-consent_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["admin-consent"] as rule

test_missing if {
	findings := rule.report with input as fixture.topology({"application": {"at": [0, "application"], "unknown": {}}}, {})
	fixture.paths(findings) == {[0, "application", "adminConsent"]}
}

test_of_one_of_two if {
	findings := rule.report with input as fixture.topology(
		{
			"scenario": "multiTenant",
			"tenants": ["a", "b"],
			"application": {
				"at": [0, "application"],
				"unknown": {},
				"adminConsent": [{"at": [0], "key": "a"}],
			},
		},
		{},
	)
	fixture.params(findings) == {{"kind": "multi-tenant", "deployment": "sales", "tenant": "b"}}
}

test_declared if {
	findings := rule.report with input as fixture.topology(
		{"application": {"at": [0, "application"], "unknown": {}, "adminConsent": [{"at": [0], "key": "a"}]}},
		{},
	)
	findings == set()
}

test_wrong_tenant_reported_once if {
	findings := rule.report with input as fixture.topology(
		{"tenants": ["a", "b"], "application": {"at": [0, "application"], "unknown": {}}},
		{},
	)
	findings == set()
}

test_pipelines_engine if {
	findings := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines", "application": {"at": [0, "application"], "unknown": {}}},
		{},
	)
	findings == set()
}

test_demo if {
	findings := rule.report with input as fixture.topology(
		{"scenario": "demo", "application": {"at": [0, "application"], "unknown": {}}},
		{},
	)
	findings == set()
}

test_unknown if {
	findings := rule.report with input as fixture.topology(
		{"application": {"at": [0], "unknown": {"adminConsent": true}}},
		{},
	)
	findings == set()
}
