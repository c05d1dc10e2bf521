package tenantlint.rules.identity["service-principal-single-tenant_test"]

import data.tenantlint.rules.identity["service-principal-single-tenant"] as rule

row(doc, tenant) := {"at": [doc, "servicePrincipals", 0], "tenant": tenant, "objectId": "3f2c", "unknown": {}}

topology(tenants) := {"duplicates": {"servicePrincipals": [{
	"key": "3f2c",
	"rows": [row(doc, tenant) | some doc, tenant in tenants],
}]}}

test_two_tenants if {
	rule.report == {{
		"message": `object id "{id}" is used by service principals in {count} tenants`,
		"params": {"id": "3f2c", "count": "two"},
		"locations": [
			{
				"at": [0, "servicePrincipals", 0, "objectId"],
				"label": `given here by tenant "{tenant}"`,
				"params": {"tenant": "eu"},
			},
			{
				"at": [1, "servicePrincipals", 0, "objectId"],
				"label": `and here by tenant "{tenant}"`,
				"params": {"tenant": "us"},
			},
		],
	}} with input as topology(["eu", "us"])
}

test_one_tenant if rule.report == set() with input as topology(["eu", "eu"])
