package tenantlint.rules.identity["service-principal-single-tenant_test"]

import data.tenantlint.rules.identity["service-principal-single-tenant"] as rule

report(tenants) := found if {
	rows := [{"at": [doc, "servicePrincipals", 0], "tenant": tenant, "objectId": "3f2c", "unknown": {}} | some doc, tenant in tenants]
	found := rule.report with input as {"shared": {"servicePrincipals": [{"key": "3f2c", "rows": rows}]}}
}

test_two_tenants if {
	report(["eu", "us"]) == {{
		"message": "object id \"3f2c\" is that of service principals in two tenants",
		"sites": [
			{"at": [0, "servicePrincipals", 0, "objectId"], "label": "given here by tenant \"eu\""},
			{"at": [1, "servicePrincipals", 0, "objectId"], "label": "and here by tenant \"us\""},
		],
	}}
}

test_one_tenant if report(["eu", "eu"]) == set()
