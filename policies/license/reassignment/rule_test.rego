package tenantlint.rules.license.reassignment_test

import data.tenantlint.rules.license.reassignment as rule

topology(fields) := {"licenseTransfers": [object.union(
	{"at": [0, "licenseTransfers", 0], "unknown": {}, "subscriptionId": "id", "from": "eu"},
	fields,
)]}

test_two_tenants if {
	rule.report == {{
		"message": `licenses of subscription "{subscription}" cannot move from tenant "{from}" to tenant "{to}"`,
		"params": {"subscription": "id", "from": "eu", "to": "us"},
		"at": [0, "licenseTransfers", 0],
		"label": "transfer between tenants",
		"help": `reduce the licenses in tenant "{from}" and add licenses in tenant "{to}"`,
	}} with input as topology({"to": "us"})
}

test_same_tenant if rule.report == set() with input as topology({"to": "eu"})

test_tenant_not_resolved if rule.report == set() with input as topology({"unknown": {"to": true}})
