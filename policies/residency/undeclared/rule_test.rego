package tenantlint.rules.residency.undeclared_test

import data.tenantlint.rules.residency.undeclared as rule

item(class) := {"at": [0, "data", 0], "name": "records", "class": class, "unknown": {}}

given(table, items) := object.union({"environments": [], "masterData": [], "index": {"residency": []}}, {table: [{"at": [0], "data": items, "unknown": {}}]})

expected(class) := {{
	"message": sprintf("data set \"records\" (%s) does not say whose data it is", [class]),
	"at": [0, "data", 0, "class"],
	"label": "no subjects",
}}

test_personal_data if {
	rule.report == expected("personal") with input as given("environments", [item("personal")])
	rule.report == expected("personal") with input as given("masterData", [item("personal")])
}

test_class_that_depends_on_the_country if {
	rule.report == expected("health") with input as given("environments", [item("health")])
}

test_class_of_the_topology if {
	entries := [{"at": [1], "class": "tax", "subjects": "FR", "allowedLocations": ["france"], "unknown": {}}]
	rule.report == expected("tax") with input as given("environments", [item("tax")]) with input.index.residency as entries
}

test_entry_for_the_whole_class if {
	entries := [{"at": [1], "class": "health", "allowedLocations": ["france"], "unknown": {}}]
	rule.report == set() with input as given("environments", [item("health")]) with input.index.residency as entries
}

test_declared_or_not_known if {
	rule.report == set() with input as given("environments", [object.union(item("personal"), {"subjects": "EU"})])
	rule.report == set() with input as given("environments", [object.union(item("personal"), {"unknown": {"subjects": true}})])
}

test_not_about_people if {
	rule.report == set() with input as given("environments", [item("sample"), item("financial")])
}
