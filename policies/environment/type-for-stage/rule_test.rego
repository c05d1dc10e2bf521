package tenantlint.rules.environment["type-for-stage_test"]

import data.tenantlint.rules.environment["type-for-stage"] as rule

environment(type, stage) := {"at": [0, "environments", 0], "unknown": {}, "key": "contoso/orders", "type": type, "stage": stage}

found(type, level, reason) := {{
	"message": sprintf("environment \"contoso/orders\" is for production, but is of type %q", [type]),
	"at": [0, "environments", 0, "type"],
	"label": reason,
	"level": level,
	"related": [{"at": [0, "environments", 0, "stage"], "message": "stage production is given here"}],
}}

test_trial if {
	every type in ["Trial", "SubscriptionBasedTrial"] {
		rule.report == found(type, "error", "a trial environment is deleted when the trial ends") with input.environments as [environment(type, "production")]
	}
}

test_developer if {
	reason := "a Developer environment is meant for the work of its owner alone"
	rule.report == found("Developer", "error", reason) with input.environments as [environment("Developer", "production")]
}

test_teams if {
	reason := "a Teams environment belongs to one team of Microsoft Teams"
	rule.report == found("Teams", "error", reason) with input.environments as [environment("Teams", "production")]
}

test_default if {
	reason := "every licensed user of the tenant can make things in a Default environment"
	rule.report == found("Default", "warning", reason) with input.environments as [environment("Default", "production")]
}

test_production_and_sandbox if {
	every type in ["Production", "Sandbox"] {
		rule.report == set() with input.environments as [environment(type, "production")]
	}
}

test_other_stages if {
	every stage in ["development", "validation", "test", "training", "host", "other"] {
		rule.report == set() with input.environments as [environment("Trial", stage)]
	}
}

test_no_stage if rule.report == set() with input.environments as [object.remove(environment("Trial", ""), ["stage"])]
