package tenantlint.rules.change["license-tenant_test"]

import data.tenantlint.rules.change["license-tenant"] as rule

changed(before, after) := {"changedSubscriptions": [{
	"at": [1, "subscriptions", 0],
	"unknown": {},
	"before": {"subscriptionId": "e1", "tenant": before, "unknown": {}},
	"after": {"subscriptionId": "e1", "tenant": after, "at": [1, "subscriptions", 0], "unknown": {}},
}]}

test_moved if {
	rule.report == {{
		"message": "subscription \"e1\" moves from tenant \"contoso\" to tenant \"fabrikam\"",
		"at": [1, "subscriptions", 0, "subscriptionId"],
		"label": "was in tenant \"contoso\"",
	}} with input as changed("contoso", "fabrikam")
}

test_other_units if {
	rule.report == set() with input as changed("contoso", "contoso")
}
