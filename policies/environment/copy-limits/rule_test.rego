package tenantlint.rules.environment["copy-limits_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["copy-limits"] as rule

topology(target, source) := {
	"environments": [envs.environment(object.union({"copyOf": "contoso/prod"}, target))],
	"index": {"environments": {"contoso/prod": envs.nth(1, "prod", source)}},
}

expected := {[0, "environments", 0, "copyOf"]}

test_onto_production if fixture.paths(rule.report) == expected with input as topology({}, {})

test_source_or_target_type if {
	every type in ["Default", "Trial"] {
		fixture.paths(rule.report) == expected with input as topology({"type": type}, {})
		fixture.paths(rule.report) == expected with input as topology({"type": "Sandbox"}, {"type": type})
	}
}

test_another_tenant if {
	fixture.paths(rule.report) == expected with input as topology({"type": "Sandbox"}, {"tenant": "fabrikam"})
}

test_another_location if {
	fixture.paths(rule.report) == expected
		with input as topology({"type": "Sandbox", "location": "japan"}, {"location": "europe"})
}

test_subscription_based_trial if {
	trial := {"type": "SubscriptionBasedTrial"}
	fixture.paths(rule.report) == expected with input as topology({"type": "Sandbox"}, trial)
	rule.report == set() with input as topology(trial, trial)
}

test_itself if {
	fixture.paths(rule.report) == expected
		with input.environments as [envs.environment({"type": "Sandbox", "copyOf": "contoso/crm"})]
		with input.index.environments as {"contoso/crm": envs.environment({"type": "Sandbox"})}
}

test_sandbox if {
	rule.report == set()
		with input as topology({"type": "Sandbox", "location": "europe"}, {"azureRegion": "westeurope"})
}

test_undeclared_source if {
	rule.report == set()
		with input.environments as [envs.environment({"type": "Sandbox", "copyOf": "99999999-1111-4111-8111-111111111111"})]
		with input.index.environments as {}
}
