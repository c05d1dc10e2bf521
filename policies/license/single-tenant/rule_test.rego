package tenantlint.rules.license["single-tenant_test"]

import data.tenantlint.rules.license["single-tenant"] as rule

id := "99999999-aaaa-4bbb-8ccc-000000000001"

topology(tenants) := {"duplicates": {"subscriptions": [{"key": key, "rows": rows}]}} if {
	key := id
	rows := [{"at": [i, "subscriptions", 0], "tenant": t, "subscriptionId": key, "unknown": {}} | some i, t in tenants]
}

test_two_tenants if {
	rule.report == {{
		"message": `subscription "{subscription}" is listed by {count} tenants`,
		"params": {"subscription": id, "count": "two"},
		"locations": [
			{
				"at": [0, "subscriptions", 0, "subscriptionId"],
				"label": `listed here by tenant "{tenant}"`,
				"params": {"tenant": "eu"},
			},
			{
				"at": [1, "subscriptions", 0, "subscriptionId"],
				"label": `and here by tenant "{tenant}"`,
				"params": {"tenant": "us"},
			},
		],
		"notes": ["one product may be bought by several tenants; the id of a purchase is never the same"],
	}} with input as topology(["eu", "us"])
}

test_listed_twice_in_one_tenant if rule.report == set() with input as topology(["eu", "eu"])
