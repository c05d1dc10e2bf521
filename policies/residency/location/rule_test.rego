package tenantlint.rules.residency.location_test

import data.tenantlint.rules.residency.location as rule

item(class, subjects) := {"at": [0, "environments", 0, "data", 0], "name": "records", "class": class, "subjects": subjects, "unknown": {}}

env(location, items) := {"at": [0, "environments", 0], "key": "contoso/crm", "location": location, "data": items, "unknown": {}}

stands(location, items) := {"environments": [env(location, items)], "masterData": [], "index": {"residency": []}}

entry(class, locations) := {"at": [1, "residency", 0], "class": class, "subjects": "EU", "allowedLocations": locations, "unknown": {}}

test_outside if {
	rule.report == {{
		"message": "data set \"records\" (bankingCustomer of CH) stands in \"germany\"",
		"at": [0, "environments", 0, "data", 0, "name"],
		"related": [{"at": [0, "environments", 0, "location"], "message": "environment \"contoso/crm\" is in \"germany\""}],
		"notes": ["bankingCustomer of CH may be in: switzerland"],
	}} with input as stands("germany", [item("bankingCustomer", "CH")])
}

test_inside if {
	rule.report == set() with input as stands("switzerland", [item("bankingCustomer", "CH")])
}

test_member_state_falls_under_the_union if {
	count(rule.report) == 1 with input as stands("unitedkingdom", [item("health", "DE")])
	rule.report == set() with input as stands("france", [item("health", "DE")])
}

test_nothing_is_required if {
	rule.report == set() with input as stands("unitedstates", [item("personal", "EU"), item("health", "CA")])
}

test_entry_of_the_topology_replaces_the_built_in_one if {
	given := object.union(stands("europe", [item("health", "EU")]), {"index": {"residency": [entry("health", ["germany"])]}})
	rule.report == {{
		"message": "data set \"records\" (health of EU) stands in \"europe\"",
		"at": [0, "environments", 0, "data", 0, "name"],
		"related": [
			{"at": [0, "environments", 0, "location"], "message": "environment \"contoso/crm\" is in \"europe\""},
			{"at": [1, "residency", 0], "message": "required here"},
		],
		"notes": ["health of EU may be in: germany"],
	}} with input as given
}

test_entry_whose_locations_are_not_known if {
	open := {"at": [1, "residency", 0], "class": "health", "subjects": "EU", "unknown": {"allowedLocations": true}}
	given := object.union(stands("unitedstates", [item("health", "EU")]), {"index": {"residency": [open]}})
	rule.report == set() with input as given
}

test_two_entries_allow_what_either_allows if {
	both := [entry("financial", ["canada"]), entry("financial", ["japan"])]
	given := object.union(stands("japan", [item("financial", "EU")]), {"index": {"residency": both}})
	rule.report == set() with input as given
}

test_location_is_absent_or_no_location if {
	rule.report == set() with input as {"environments": [object.remove(env("", [item("health", "EU")]), ["location"])], "masterData": [], "index": {"residency": []}}
	rule.report == set() with input as stands("frankfurt", [item("health", "EU")])
}

test_subjects_are_not_known if {
	open := {"at": [0, "environments", 0, "data", 0], "name": "records", "class": "health", "unknown": {"subjects": true}}
	rule.report == set() with input as stands("unitedstates", [open])
}

mastered(items) := {
	"environments": [],
	"masterData": [{"at": [1], "name": "patients", "master": "contoso/crm", "data": [object.union(item("health", "EU"), {"at": [1, "data", 0]})], "unknown": {}}],
	"index": {"residency": [], "environments": {"contoso/crm": env("unitedstates", items)}},
}

test_master_data if {
	rule.report == {{
		"message": "master data \"records\" (health of EU) is mastered in \"unitedstates\"",
		"at": [1, "data", 0, "name"],
		"related": [{"at": [1, "master"], "message": "environment \"contoso/crm\" is in \"unitedstates\""}],
		"notes": [
			"health of EU may be in: europe, france, germany, italy, poland, sweden",
			"Norway and Switzerland lie in Microsoft's EU Data Boundary, but not in the EU",
		],
	}} with input as mastered([])
}

test_master_data_that_the_environment_lists if {
	rule.report == set() with input as mastered([item("health", "EU")])
}
