package tenantlint.rules_test.finance.production

import data.tenantlint.rules.finance.production as rule

topology(type, class) := {"environments": [{
	"at": [0, "environments", 0], "tenant": "contoso", "name": "books", "type": type, "unknown": {},
	"data": [{"at": [0, "environments", 0, "data", 0], "name": "ledger", "class": class, "unknown": {}}],
}]}

test_in_a_sandbox if {
	rule.report == {{
		"message": "financial data set \"ledger\" is in environment \"books\" of type \"Sandbox\"",
		"at": [0, "environments", 0, "data", 0],
	}} with input as topology("Sandbox", "finance")
}

test_in_production if {
	rule.report == set() with input as topology("Production", "finance")
}

test_another_class if {
	rule.report == set() with input as topology("Sandbox", "sample")
}
