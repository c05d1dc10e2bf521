package tenantlint.rules.license.reassignment_test

import data.tenantlint.rules.license.reassignment as rule

transfers(fields) := [object.union({"at": [0, "licenseTransfers", 0], "unknown": {}, "subscriptionId": "id", "from": "eu"}, fields)]

test_two_tenants if {
	rule.report == {{
		"message": "licences of subscription \"id\" cannot move from tenant \"eu\" to tenant \"us\"",
		"at": [0, "licenseTransfers", 0],
		"label": "transfer between tenants",
		"help": "reduce the licences in tenant \"eu\" and add licences in tenant \"us\"",
	}} with input.licenseTransfers as transfers({"to": "us"})
}

test_same_tenant if rule.report == set() with input.licenseTransfers as transfers({"to": "eu"})

test_tenant_not_resolved if rule.report == set() with input.licenseTransfers as transfers({"unknown": {"to": true}})
