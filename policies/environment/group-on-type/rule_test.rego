package tenantlint.rules.environment["group-on-type_test"]

import data.tenantlint.rules.environment["group-on-type"] as rule

environment(type) := {"at": [0, "environments", 0], "unknown": {}, "key": "contoso/x", "type": type, "securityGroup": "contoso/makers"}

found(type, label) := {{
	"message": sprintf("environment \"contoso/x\" is of type %q, which takes no security group, but has group \"contoso/makers\"", [type]),
	"at": [0, "environments", 0, "securityGroup"],
	"label": label,
	"related": [{"at": [0, "environments", 0, "type"], "message": sprintf("type %q is given here", [type])}],
}}

test_default if rule.report == found("Default", "the environment is meant for everybody in the tenant") with input.environments as [environment("Default")]

test_developer if rule.report == found("Developer", "the environment is meant for its owner alone") with input.environments as [environment("Developer")]

test_other_types if {
	every type in ["Production", "Sandbox", "Trial", "SubscriptionBasedTrial", "Teams", "Support", "Preview"] {
		rule.report == set() with input.environments as [environment(type)]
	}
}

test_no_group if rule.report == set() with input.environments as [object.remove(environment("Default"), ["securityGroup"])]
