package tenantlint.rules.administration["unique-credentials_test"]

import data.tenantlint.rules.administration["unique-credentials"] as rule

shared(tenants) := [{"key": "ida@contoso.com", "rows": [{
	"at": [i, "administrators", 0],
	"tenant": t,
	"userPrincipalName": "ida@contoso.com",
	"unknown": {},
} |
	some i, t in tenants
]}]

test_two_tenants if {
	rule.report == {{
		"message": "account \"ida@contoso.com\" administers two tenants",
		"sites": [
			{"at": [0, "administrators", 0, "userPrincipalName"], "label": "listed here by tenant \"eu\""},
			{"at": [1, "administrators", 0, "userPrincipalName"], "label": "and here by tenant \"us\""},
		],
	}} with input.shared.administrators as shared(["eu", "us"])
}

test_three_tenants if {
	report := rule.report with input.shared.administrators as shared(["eu", "us", "jp"])
	{f.message | some f in report} == {"account \"ida@contoso.com\" administers three tenants"}
}

test_listed_twice_in_one_tenant if rule.report == set() with input.shared.administrators as shared(["eu", "eu"])
