package tenantlint.rules.environment.purpose_test

import data.tenantlint.rules.environment.purpose as rule

environment(fields) := object.union(
	{"at": [0, "environments", 0], "unknown": {}, "key": "contoso/orders", "type": "Sandbox"},
	fields,
)

found := {{
	"message": "environment \"contoso/orders\" does not say which purpose it serves",
	"at": [0, "environments", 0, "stage"],
	"label": "stage is missing",
}}

test_sandbox if rule.report == found with input.environments as [environment({})]

test_production if rule.report == found with input.environments as [environment({"type": "Production"})]

test_stage if rule.report == set() with input.environments as [environment({"stage": "test"})]

test_stage_not_known if rule.report == set() with input.environments as [environment({"unknown": {"stage": true}})]

test_type_that_says_it if {
	every type in ["Default", "Developer", "Teams", "Trial", "SubscriptionBasedTrial", "Support", "Preview"] {
		rule.report == set() with input.environments as [environment({"type": type})]
	}
}

test_type_not_known if rule.report == set() with input.environments as [object.remove(environment({}), ["type"])]
