package tenantlint.rules.environment["location-allowed_test"]

import data.tenantlint.rules.environment["location-allowed"] as rule

topology(location, tenant) := {
	"environments": [{"at": [0, "environments", 0], "unknown": {}, "tenant": "contoso", "key": "contoso/orders", "location": location}],
	"index": {"tenants": {"contoso": object.union({"at": [0], "unknown": {}, "name": "contoso"}, tenant)}},
}

allowed := {"allowedLocations": ["europe", "switzerland"]}

test_outside if {
	rule.report == {{
		"message": "environment \"contoso/orders\" stands in \"japan\", where tenant \"contoso\" allows none",
		"at": [0, "environments", 0, "location"],
		"label": "not an allowed location",
		"related": [{"at": [0, "allowedLocations"], "message": "tenant \"contoso\" allows \"europe\", \"switzerland\""}],
	}} with input as topology("japan", allowed)
}

test_inside if rule.report == set() with input as topology("switzerland", allowed)

test_nothing_said if rule.report == set() with input as topology("japan", {})

test_empty_list if rule.report == set() with input as topology("japan", {"allowedLocations": []})

test_location_not_in_the_table if rule.report == set() with input as topology("atlantis", allowed)

test_allowed_location_not_in_the_table if {
	rule.report == set() with input as topology("switzerland", {"allowedLocations": ["europe", "swizerland"]})
}
