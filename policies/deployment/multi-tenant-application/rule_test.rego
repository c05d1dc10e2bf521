package tenantlint.rules.deployment["multi-tenant-application_test"]

import data.tenantlint.rules.deployment["multi-tenant-application"] as rule

row(doc, scenario, tenants, audience) := {
	"at": [doc], "name": sprintf("d%d", [doc]), "scenario": scenario, "tenants": tenants, "unknown": {}, "stages": [],
	"application": {"at": [doc, "application"], "appId": "id", "signInAudience": audience, "unknown": {}},
}

given(deployment) := {"deployments": [deployment], "shared": {"applications": []}, "index": {"environments": {}}}

test_audience_of_one_tenant if {
	rule.report == {{
		"message": "multi-tenant deployment \"d0\" stands in two tenants, but its application signs in accounts of one",
		"at": [0, "application", "signInAudience"],
		"related": [],
	}} with input as given(row(0, "multiTenant", ["a", "b"], "AzureADMyOrg"))
}

test_personal_accounts if {
	every audience in ["AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount"] {
		rule.report == {{
			"level": "warning",
			"message": "the application of multi-tenant deployment \"d0\" signs in personal accounts, which it does not need",
			"at": [0, "application", "signInAudience"],
			"help": "set signInAudience to AzureADMyOrg for one tenant, or to AzureADMultipleOrgs for several",
		}} with input as given(row(0, "multiTenant", ["a", "b"], audience))
	}
}

test_several_organisations if {
	rule.report == set() with input as given(row(0, "multiTenant", ["a", "b"], "AzureADMultipleOrgs"))
}

test_one_tenant if {
	rule.report == set() with input as given(row(0, "enterprise", ["a"], "AzureADMyOrg"))
}

test_wrong_scenario_is_another_finding if {
	rule.report == set() with input as given(row(0, "enterprise", ["a", "b"], "AzureADMyOrg"))
}

test_not_known if {
	open := object.union(row(0, "multiTenant", ["a", "b"], ""), {"application": {"at": [0], "unknown": {"signInAudience": true}}})
	rule.report == set() with input as given(json.remove(open, ["application/signInAudience"]))
}

sharing(rows) := {"deployments": [], "shared": {"applications": [{"key": "id", "rows": rows}]}, "index": {"environments": {}}}

test_one_application_for_deployments_of_two_tenants if {
	rule.report == {{
		"message": "application \"id\" serves two tenants, but signs in accounts of one",
		"sites": [
			{"at": [0, "application", "appId"], "label": "for tenant \"a\""},
			{"at": [1, "application", "appId"], "label": "for tenant \"b\""},
		],
		"related": [{"at": [1, "application", "signInAudience"], "message": "accounts of one tenant"}],
	}} with input as sharing([row(0, "enterprise", ["a"], "AzureADMultipleOrgs"), row(1, "enterprise", ["b"], "AzureADMyOrg")])
}

test_one_application_for_deployments_of_one_tenant if {
	rule.report == set() with input as sharing([row(0, "enterprise", ["a"], "AzureADMyOrg"), row(1, "enterprise", ["a"], "AzureADMyOrg")])
	rule.report == set() with input as sharing([row(0, "enterprise", ["a"], "AzureADMultipleOrgs"), row(1, "enterprise", ["b"], "AzureADMultipleOrgs")])
}
