package tenantlint.rules.residency["imprecise-location_test"]

import data.tenantlint.rules.residency["imprecise-location"] as rule

item := {"at": [0, "environments", 0, "data", 0], "name": "clients", "class": "financial", "subjects": "SG", "unknown": {}}

env := {"at": [0, "environments", 0], "key": "contoso/crm", "data": [item], "unknown": {}}

given(fields, allowed) := {
	"environments": [object.union(env, fields)],
	"index": {"residency": [{"at": [1, "residency", 0], "class": "financial", "subjects": "SG", "allowedLocations": allowed, "unknown": {}}]},
}

related := [
	{"at": [0, "environments", 0, "data", 0, "name"], "message": "classified here"},
	{"at": [1, "residency", 0], "message": "required here"},
]

test_location_of_two_countries if {
	rule.report == {{
		"message": "location \"asia\" is wider than the one country of data set \"clients\" (financial of SG)",
		"at": [0, "environments", 0, "location"],
		"label": "spans HK and SG",
		"related": related,
	}} with input as given({"location": "asia"}, ["asia", "singapore"])
}

test_replicated_location if {
	brazil := object.union(item, {"subjects": "BR"})
	allowed := [{"at": [1, "residency", 0], "class": "financial", "subjects": "BR", "allowedLocations": ["southamerica"], "unknown": {}}]
	{finding.label | some finding in rule.report} == {"may be replicated to US"} with input as given({"location": "southamerica", "data": [brazil]}, []) with input.index.residency as allowed
}

test_macro_region if {
	rule.report == {{
		"message": "macro region \"apac\" is wider than the one country of data set \"clients\" (financial of SG)",
		"at": [0, "environments", 0, "macroRegion"],
		"label": "a macro region guarantees no country",
		"related": related,
		"help": "name a location that lies in this country alone",
	}} with input as given({"macroRegion": "apac"}, ["singapore"])
}

test_macro_region_beside_a_location_or_an_unknown_one if {
	rule.report == set() with input as given({"macroRegion": "apac", "location": "singapore"}, ["singapore"])
	rule.report == set() with input as given({"macroRegion": "apac", "unknown": {"location": true}}, ["singapore"])
}

test_one_country if {
	rule.report == set() with input as given({"location": "singapore"}, ["asia", "singapore"])
}

test_not_allowed_at_all if {
	rule.report == set() with input as given({"location": "europe"}, ["singapore"])
}

test_several_countries_are_allowed if {
	rule.report == set() with input as given({"location": "asia"}, ["asia", "japan"])
}
