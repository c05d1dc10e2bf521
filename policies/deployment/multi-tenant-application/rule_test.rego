package tenantlint.rules.deployment["multi-tenant-application_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["multi-tenant-application"] as rule

shared(audience) := {"duplicates": {"applications": [{"key": "1", "rows": [row("a", audience), row("b", audience)]}]}}

row(tenant, audience) := object.union(fixture.deployment({"at": [tenant], "tenants": [tenant]}), {"application": {
	"at": [tenant, "application"], "unknown": {}, "appId": "1", "signInAudience": audience,
}})

test_one_organization if {
	findings := rule.report with input as fixture.topology(
		{
			"scenario": "multiTenant",
			"tenants": ["a", "b"],
			"application": {"at": [0, "application"], "unknown": {}, "signInAudience": "AzureADMyOrg"},
		},
		{},
	)
	fixture.paths(findings) == {[0, "application", "signInAudience"]}
}

test_not_declared if {
	findings := rule.report with input as fixture.topology(
		{
			"scenario": "multiTenant",
			"tenants": ["a", "b"],
			"application": {"at": [0, "application"], "unknown": {}},
		},
		{},
	)
	fixture.levels(findings) == {[[0, "application", "signInAudience"], "warning"]}
}

test_unknown if {
	findings := rule.report with input as fixture.topology(
		{
			"scenario": "multiTenant",
			"tenants": ["a", "b"],
			"application": {"at": [0], "unknown": {"signInAudience": true}},
		},
		{},
	)
	findings == set()
}

test_several if {
	findings := rule.report with input as fixture.topology(
		{
			"scenario": "multiTenant",
			"tenants": ["a", "b"],
			"application": {"at": [0, "application"], "unknown": {}, "signInAudience": "AzureADMultipleOrgs"},
		},
		{},
	)
	findings == set()
}

test_one_tenant if {
	findings := rule.report with input as fixture.topology(
		{"application": {"at": [0, "application"], "unknown": {}, "signInAudience": "AzureADMyOrg"}},
		{},
	)
	findings == set()
}

test_two_deployments if {
	findings := rule.report with input as shared("AzureADMyOrg")
	fixture.locations(findings) == {[["a", "application", "appId"], ["b", "application", "appId"]]}
}

test_two_deployments_of_several if {
	findings := rule.report with input as shared("AzureADMultipleOrgs")
	findings == set()
}
