package tenantlint.rules.GROUP["NAME_test"]

import data.tenantlint.rules.GROUP["NAME"] as rule

sales := {"at": [0, "environments", 0], "tenant": "contoso", "name": "sales", "stage": "production", "unknown": {}}

topology(env) := {"environments": [env]}

test_without if {
	rule.report == {{
		"message": "production environment \"sales\" has no display name",
		"at": [0, "environments", 0, "displayName"],
	}} with input as topology(sales)
}

test_with if {
	rule.report == set() with input as topology(object.union(sales, {"displayName": "Sales"}))
}

test_another_stage if {
	rule.report == set() with input as topology(object.union(sales, {"stage": "test"}))
}

test_unknown if {
	rule.report == set() with input as topology(object.union(sales, {"unknown": {"displayName": true}}))
}
