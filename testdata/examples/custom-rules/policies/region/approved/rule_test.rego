package tenantlint.rules_test.region.approved

import data.tenantlint.rules.region.approved as rule

topology(tenant, env) := {"environments": [object.union({"at": [0, "environments", 0], "tenant": tenant, "name": "sales", "unknown": {}}, env)]}

test_elsewhere if {
	rule.report == {{
		"message": "environment \"sales\" is in \"asia\", which is not approved for tenant \"contoso\"",
		"at": [0, "environments", 0, "location"],
		"notes": ["approved are \"europe\", \"switzerland\""],
	}} with input as topology("contoso", {"location": "asia"})
}

test_approved_for_all if {
	rule.report == set() with input as topology("contoso", {"location": "europe"})
}

test_approved_for_one if {
	rule.report == set() with input as topology("contoso-japan", {"location": "japan"})
}

test_without_location if {
	rule.report == set() with input as topology("contoso", {})
}
