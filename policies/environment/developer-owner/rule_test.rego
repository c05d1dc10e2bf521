package tenantlint.rules.environment["developer-owner_test"]

import data.tenantlint.rules.environment["developer-owner"] as rule

environment(fields) := object.union({"at": [0, "environments", 0], "unknown": {}, "key": "contoso/adele"}, fields)

test_no_owner if {
	rule.report == {{
		"message": "Developer environment \"contoso/adele\" has no owner",
		"at": [0, "environments", 0, "owner"],
		"label": "owner is missing",
	}} with input.environments as [environment({"type": "Developer"})]
}

test_owner_of_another_type if {
	rule.report == {{
		"message": "environment \"contoso/adele\" of type \"Sandbox\" has owner \"adele@contoso.com\", which only a Developer environment has",
		"at": [0, "environments", 0, "owner"],
		"label": "no owner on type \"Sandbox\"",
		"help": "remove owner, or correct the type",
		"related": [{"at": [0, "environments", 0, "type"], "message": "type \"Sandbox\" is given here"}],
	}} with input.environments as [environment({"type": "Sandbox", "owner": "adele@contoso.com"})]
}

test_owner if rule.report == set() with input.environments as [environment({"type": "Developer", "owner": "adele@contoso.com"})]

test_owner_not_known if rule.report == set() with input.environments as [environment({"type": "Developer", "unknown": {"owner": true}})]

test_another_type_without_owner if rule.report == set() with input.environments as [environment({"type": "Sandbox"})]

test_type_not_known if rule.report == set() with input.environments as [environment({"owner": "adele@contoso.com", "unknown": {"type": true}})]
