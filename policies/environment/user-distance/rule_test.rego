package tenantlint.rules.environment["user-distance_test"]

import data.tenantlint.rules.environment["user-distance"] as rule

environment(location, regions) := {"at": [0, "environments", 0], "unknown": {}, "key": "contoso/orders", "location": location, "userRegions": regions}

test_another_continent if {
	rule.report == {{
		"message": "environment \"contoso/orders\" stands in \"europe\", but has users in \"japan\", \"southamerica\", on another continent",
		"at": [0, "environments", 0, "userRegions"],
		"label": "the environment stands in Europe",
		"related": [{"at": [0, "environments", 0, "location"], "message": "location \"europe\" is in Europe"}],
	}} with input.environments as [environment("europe", ["france", "japan", "southamerica"])]
}

test_same_continent if rule.report == set() with input.environments as [environment("europe", ["europe", "norway"])]

test_users_not_said if {
	rule.report == set() with input.environments as [object.remove(environment("europe", []), ["userRegions"])]
}

test_location_not_in_the_table if rule.report == set() with input.environments as [environment("atlantis", ["japan"])]

test_region_not_in_the_table if rule.report == set() with input.environments as [environment("europe", ["atlantis"])]
