package tenantlint.rules.license["single-tenant_test"]

import data.tenantlint.rules.license["single-tenant"] as rule

id := "99999999-aaaa-4bbb-8ccc-000000000001"

shared(tenants) := [{"key": id, "rows": [{"at": [i, "subscriptions", 0], "tenant": t, "subscriptionId": id, "unknown": {}} | some i, t in tenants]}]

test_two_tenants if {
	rule.report == {{
		"message": "subscription \"99999999-aaaa-4bbb-8ccc-000000000001\" is listed by two tenants",
		"sites": [
			{"at": [0, "subscriptions", 0, "subscriptionId"], "label": "listed here by tenant \"eu\""},
			{"at": [1, "subscriptions", 0, "subscriptionId"], "label": "and here by tenant \"us\""},
		],
		"notes": ["one product may be bought by several tenants; the id of a purchase is never the same"],
	}} with input.shared.subscriptions as shared(["eu", "us"])
}

test_listed_twice_in_one_tenant if rule.report == set() with input.shared.subscriptions as shared(["eu", "eu"])
