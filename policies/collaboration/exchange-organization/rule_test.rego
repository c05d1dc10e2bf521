package tenantlint.rules.collaboration["exchange-organization_test"]

import data.tenantlint.rules.collaboration["exchange-organization"] as rule

shared(tenants) := [{"key": "mail", "rows": [{"at": [i], "name": t, "exchangeOrganization": "mail", "unknown": {}} | some i, t in tenants]}]

test_two_tenants if {
	report := rule.report with input.shared.exchangeOrganizations as shared(["eu", "us"])
	{[f.message, f.sites] | some f in report} == {[
		"Exchange organisation \"mail\" is split over two tenants",
		[
			{"at": [0, "exchangeOrganization"], "label": `used here by tenant "{tenant}"`, "params": {"tenant": "eu"}},
			{"at": [1, "exchangeOrganization"], "label": `and here by tenant "{tenant}"`, "params": {"tenant": "us"}},
		],
	]}
	every f in report {
		contains(f.notes[0], "up to five tenants")
	}
}

test_one_tenant_declared_twice if rule.report == set() with input.shared.exchangeOrganizations as shared(["eu", "eu"])
