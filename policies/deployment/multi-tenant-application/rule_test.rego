package tenantlint.rules.deployment["multi-tenant-application_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["multi-tenant-application"] as rule

shared(audience) := {"duplicates": {"applications": [{"key": "1", "rows": [row("a", audience), row("b", audience)]}]}}

row(tenant, audience) := object.union(fixture.deployment({"at": [tenant], "tenants": [tenant]}), {"application": {
	"at": [tenant, "application"], "unknown": {}, "appId": "1", "signInAudience": audience,
}})

test_one_organization if {
	found := rule.report with input as fixture.topology(
		{
			"scenario": "multiTenant",
			"tenants": ["a", "b"],
			"application": {"at": [0, "application"], "unknown": {}, "signInAudience": "AzureADMyOrg"},
		},
		{},
	)
	fixture.paths(found) == {[0, "application", "signInAudience"]}
}

test_not_given if {
	found := rule.report with input as fixture.topology(
		{
			"scenario": "multiTenant",
			"tenants": ["a", "b"],
			"application": {"at": [0, "application"], "unknown": {}},
		},
		{},
	)
	fixture.levels(found) == {[[0, "application", "signInAudience"], "warning"]}
}

test_unknown if {
	found := rule.report with input as fixture.topology(
		{
			"scenario": "multiTenant",
			"tenants": ["a", "b"],
			"application": {"at": [0], "unknown": {"signInAudience": true}},
		},
		{},
	)
	found == set()
}

test_several if {
	found := rule.report with input as fixture.topology(
		{
			"scenario": "multiTenant",
			"tenants": ["a", "b"],
			"application": {"at": [0, "application"], "unknown": {}, "signInAudience": "AzureADMultipleOrgs"},
		},
		{},
	)
	found == set()
}

test_one_tenant if {
	found := rule.report with input as fixture.topology(
		{"application": {"at": [0, "application"], "unknown": {}, "signInAudience": "AzureADMyOrg"}},
		{},
	)
	found == set()
}

test_two_deployments if {
	found := rule.report with input as shared("AzureADMyOrg")
	fixture.locations(found) == {[["a", "application", "appId"], ["b", "application", "appId"]]}
}

test_two_deployments_of_several if {
	found := rule.report with input as shared("AzureADMultipleOrgs")
	found == set()
}
