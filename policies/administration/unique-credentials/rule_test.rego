package tenantlint.rules.administration["unique-credentials_test"]

import data.tenantlint.rules.administration["unique-credentials"] as rule

topology(tenants, delegated) := {
	"duplicates": {"administrators": [{"key": "ida@contoso.com", "rows": [
	{
		"at": [i, "administrators", 0],
		"tenant": t,
		"userPrincipalName": "ida@contoso.com",
		"delegated": delegated,
		"unknown": {},
	} |
		some i, t in tenants
	]}]},
	"index": {"tenants": {
		"eu": {"relationship": "internal"},
		"us": {"relationship": "internal"},
		"jp": {"relationship": "internal"},
		"adatum": {"relationship": "partner"},
	}},
}

test_two_tenants if {
	rule.report == {{
		"message": `account "{account}" administers {count} tenants`,
		"params": {"account": "ida@contoso.com", "count": "two"},
		"locations": [
			{
				"at": [0, "administrators", 0, "userPrincipalName"],
				"label": `listed here by tenant "{tenant}"`,
				"params": {"tenant": "eu"},
			},
			{
				"at": [1, "administrators", 0, "userPrincipalName"],
				"label": `and here by tenant "{tenant}"`,
				"params": {"tenant": "us"},
			},
		],
	}} with input as topology(["eu", "us"], false)
}

test_three_tenants if {
	report := rule.report with input as topology(["eu", "us", "jp"], false)
	{f.params.count | some f in report} == {"three"}
}

test_listed_twice_in_one_tenant if rule.report == set() with input as topology(["eu", "eu"], false)

test_delegated if rule.report == set() with input as topology(["eu", "us"], true)

test_tenant_of_a_partner if rule.report == set() with input as topology(["eu", "adatum"], false)

by_group(tenants) := {
	"administrators": [operators],
	"index": {
		"tenants": {
			"eu": {"relationship": "internal"},
			"us": {"relationship": "internal"},
			"jp": {"relationship": "internal"},
		},
		"groups": {"eu/operators": {"members": [{"account": "ida@contoso.com", "person": "ida@contoso.com"}]}},
		"administrators": {"ida@contoso.com": topology(tenants, false).duplicates.administrators[0].rows},
	},
}

operators := {
	"at": [9, "administrators", 0], "unknown": {},
	"tenant": "eu", "group": "eu/operators", "delegated": false,
}

test_by_a_group if {
	report := rule.report with input as by_group(["us"])
	{[loc.at, loc.label] | some f in report; some loc in f.locations} == {
		[[9, "administrators", 0, "group"], `in a group listed here by tenant "{tenant}"`],
		[[0, "administrators", 0, "userPrincipalName"], `and here by tenant "{tenant}"`],
	}
}

test_by_a_group_and_by_name if rule.report == set() with input as by_group(["eu"])

test_by_name_in_two_tenants if rule.report == set() with input as by_group(["us", "jp"])
