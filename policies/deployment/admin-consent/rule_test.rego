package tenantlint.rules.deployment["admin-consent_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["admin-consent"] as rule

test_missing if {
	found := rule.report with input as fixture.topology({"application": {"at": [0, "application"], "unknown": {}}}, {})
	fixture.paths(found) == {[0, "application", "adminConsent"]}
}

test_of_one_of_two if {
	found := rule.report with input as fixture.topology(
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
	fixture.params(found) == {{"kind": "multi-tenant", "deployment": "sales", "tenant": "b"}}
}

test_given if {
	found := rule.report with input as fixture.topology(
		{"application": {"at": [0, "application"], "unknown": {}, "adminConsent": [{"at": [0], "key": "a"}]}},
		{},
	)
	found == set()
}

test_wrong_tenant_is_found_once if {
	found := rule.report with input as fixture.topology(
		{"tenants": ["a", "b"], "application": {"at": [0, "application"], "unknown": {}}},
		{},
	)
	found == set()
}

test_native if {
	found := rule.report with input as fixture.topology(
		{"engine": "powerPlatformPipelines", "application": {"at": [0, "application"], "unknown": {}}},
		{},
	)
	found == set()
}

test_demo if {
	found := rule.report with input as fixture.topology(
		{"scenario": "demo", "application": {"at": [0, "application"], "unknown": {}}},
		{},
	)
	found == set()
}

test_unknown if {
	found := rule.report with input as fixture.topology(
		{"application": {"at": [0], "unknown": {"adminConsent": true}}},
		{},
	)
	found == set()
}
