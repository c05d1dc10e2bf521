package tenantlint.rules.environment["shared-group_test"]

import data.tenantlint.rules.environment["shared-group"] as rule

environment(name, stage, type) := {"at": [0, name], "unknown": {}, "key": sprintf("contoso/%s", [name]), "stage": stage, "type": type}

shared(rows) := {"shared": {"securityGroups": [{"key": "contoso/sales", "rows": rows}]}}

test_production_and_development if {
	rows := [environment("dev", "development", "Sandbox"), environment("prod", "production", "Production"), environment("test", "test", "Sandbox")]
	rule.report == {{
		"message": "group \"contoso/sales\" lets the same people into production \"contoso/prod\" and development \"contoso/dev\"",
		"sites": [
			{"at": [0, "prod", "securityGroup"], "label": "who may enter production"},
			{"at": [0, "dev", "securityGroup"], "label": "who may enter development"},
		],
	}} with input as shared(rows)
}

test_test_and_development if {
	rule.report == set() with input as shared([environment("dev", "development", "Sandbox"), environment("test", "test", "Sandbox")])
}

test_two_productions if {
	rule.report == set() with input as shared([environment("a", "production", "Production"), environment("b", "production", "Production")])
}

test_group_that_a_developer_environment_cannot_have if {
	rule.report == set() with input as shared([environment("dev", "development", "Developer"), environment("prod", "production", "Production")])
}
