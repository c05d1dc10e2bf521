package tenantlint.rules.license["agreement-undeclared_test"]

import data.tenantlint.rules.license["agreement-undeclared"] as rule

topology(tenants, agreements) := {"subscriptions": rows, "index": {
	"agreements": {"EA-1": rows},
	"agreementIds": agreements,
}} if {
	rows := [
	{"at": [doc, "subscriptions", 0], "tenant": tenant, "agreement": "EA-1", "unknown": {}} |
		some doc, tenant in tenants
	]
}

test_two_tenants if {
	rule.report == {{
		"message": `{count} tenants buy under agreement "{agreement}", which no Topology declares`,
		"params": {"count": "two", "agreement": "EA-1"},
		"locations": [
			{
				"at": [0, "subscriptions", 0, "agreement"],
				"label": `named here by tenant "{tenant}"`,
				"params": {"tenant": "eu"},
			},
			{
				"at": [1, "subscriptions", 0, "agreement"],
				"label": `and here by tenant "{tenant}"`,
				"params": {"tenant": "us"},
			},
		],
	}} with input as topology(["eu", "us"], {})
}

test_declared if rule.report == set() with input as topology(["eu", "us"], {"EA-1": {"id": "EA-1"}})

test_one_tenant if rule.report == set() with input as topology(["eu", "eu"], {})
