package tenantlint.rules.deployment["application-tenant_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["application-tenant"] as rule

listed(principals, unknown) := object.union(
	fixture.topology(
		{
			"application": {
				"at": [0, "application"],
				"unknown": {},
				"appId": "1",
				"tenant": "a",
				"adminConsent": [{"at": [0], "key": "a"}],
			},
		},
		{},
	),
	{"index": {
		"byTenant": {"a": {"servicePrincipals": principals}},
		"tenants": {"a": {"at": [1], "name": "a", "unknown": unknown}},
	}},
)

principal(id) := {"at": [1, "servicePrincipals", 0], "tenant": "a", "appId": id, "unknown": {}}

test_registered_elsewhere if {
	findings := rule.report with input as fixture.topology(
		{
			"application": {
				"at": [0, "application"],
				"unknown": {},
				"tenant": "c",
				"signInAudience": "AzureADMyOrg",
			},
		},
		{},
	)
	fixture.levels(findings) == {[[0, "application", "tenant"], "error"]}
}

test_audience_not_declared if {
	findings := rule.report with input as fixture.topology(
		{"application": {"at": [0, "application"], "unknown": {}, "tenant": "c"}},
		{},
	)
	fixture.levels(findings) == {[[0, "application", "tenant"], "warning"]}
}

test_several_organizations if {
	findings := rule.report with input as fixture.topology(
		{
			"application": {
				"at": [0, "application"],
				"unknown": {},
				"tenant": "c",
				"signInAudience": "AzureADMultipleOrgs",
			},
		},
		{},
	)
	findings == set()
}

test_registered_here if {
	findings := rule.report with input as fixture.topology(
		{
			"application": {
				"at": [0, "application"],
				"unknown": {},
				"tenant": "a",
				"signInAudience": "AzureADMyOrg",
			},
		},
		{},
	)
	findings == set()
}

test_audience_unknown if {
	findings := rule.report with input as fixture.topology(
		{"application": {"at": [0], "tenant": "c", "unknown": {"signInAudience": true}}},
		{},
	)
	findings == set()
}

test_not_listed if {
	findings := rule.report with input as listed([principal("2")], {})
	fixture.paths(findings) == {[0, "application", "appId"]}
}

test_listed if {
	findings := rule.report with input as listed([principal("2"), principal("1")], {})
	findings == set()
}

test_list_not_complete if {
	findings := rule.report with input as listed([principal("2")], {"servicePrincipals": true})
	findings == set()
}

test_id_unknown if {
	findings := rule.report with input as listed([{"at": [1], "tenant": "a", "unknown": {"appId": true}}], {})
	findings == set()
}
