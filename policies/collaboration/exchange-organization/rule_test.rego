package tenantlint.rules.collaboration["exchange-organization_test"]

import data.tenantlint.rules.collaboration["exchange-organization"] as rule

shared(name, tenants) := [{"key": name, "rows": [row |
	some i, t in tenants
	row := {"at": [i], "name": t, "exchangeOrganization": name, "unknown": {}}
]}]

test_two_tenants if {
	report := rule.report with input.duplicates.exchangeOrganizations as shared("mail", ["eu", "us"])
	{[f.params, f.locations[0].at, f.locations[1].at] | some f in report} == {[
		{"name": "mail", "count": "two"},
		[0, "exchangeOrganization"],
		[1, "exchangeOrganization"],
	]}
	every f in report {
		contains(f.notes[0], "up to five tenants")
	}
}

test_one_tenant_declared_twice if {
	rule.report == set() with input.duplicates.exchangeOrganizations as shared("mail", ["eu", "eu"])
}

synchronized(forests) := {
	"duplicates": {"exchangeOrganizations": shared("first organization", ["eu", "us", "jp"])},
	"index": {"byTenant": {tenant: {"directorySync": [{"at": [tenant], "forest": forest, "unknown": {}}]} |
		some tenant, forest in forests
	}},
}

test_name_by_default_in_one_forest if {
	report := rule.report with input as synchronized({"eu": "corp.example", "us": "corp.example", "jp": "jp.example"})
	{f.params.count | some f in report} == {"two"}
}

test_name_by_default_in_several_forests if {
	rule.report == set() with input as synchronized({"eu": "eu.example", "us": "us.example"})
}
