package tenantlint.rules_test.naming.environment

import data.tenantlint.rules.naming.environment as rule

topology(name, stage) := {"environments": [{"at": [0, "environments", 0], "tenant": "contoso", "name": name, "stage": stage, "unknown": {}}]}

test_without_suffix if {
	rule.report == {{
		"message": "production environment \"sales\" does not end in \"-prod\"",
		"at": [0, "environments", 0, "name"],
		"label": "named here",
	}} with input as topology("sales", "production")
}

test_with_suffix if {
	rule.report == set() with input as topology("sales-dev", "development")
}

test_free_stage if {
	rule.report == set() with input as topology("pipelines", "host")
}
