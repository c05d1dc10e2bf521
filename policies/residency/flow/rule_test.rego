package tenantlint.rules.residency.flow_test

import data.tenantlint.rules.residency.flow as rule

env(key, location) := {"at": [0, "environments", key], "key": key, "location": location, "unknown": {}}

hop(n, from, to) := {"at": [1, "flows", n, "to"], "from": from, "to": to, "by": "master data", "of": "clients"}

carried(path) := {
	"at": path[count(path) - 1].at, "unknown": {}, "class": "bankingCustomer", "subjects": "CH", "name": "clients",
	"origin": path[0].from, "originAt": [0, "environments", 0, "data", 0, "name"],
	"environment": path[count(path) - 1].to, "path": path,
}

given(path, locations) := {
	"carried": [carried(path)],
	"index": {"residency": [], "environments": {key: env(key, location) | some key, location in locations}},
}

test_leaves_the_country if {
	rule.report == {{
		"message": "data set \"clients\" (bankingCustomer of CH) goes from \"contoso/hub\" to \"contoso/far\" in \"europe\"",
		"at": [1, "flows", 1, "to"],
		"label": "master data \"clients\"",
		"related": [
			{"at": [0, "environments", 0, "data", 0, "name"], "message": "the data comes from \"contoso/bank\""},
			{"at": [1, "flows", 0, "to"], "message": "from \"contoso/bank\" to \"contoso/hub\" by master data \"clients\""},
			{"at": [0, "environments", "contoso/far", "location"], "message": "environment \"contoso/far\" is in \"europe\""},
		],
		"notes": ["bankingCustomer of CH may be in: switzerland"],
	}} with input as given(
		[hop(0, "contoso/bank", "contoso/hub"), hop(1, "contoso/hub", "contoso/far")],
		{"contoso/bank": "switzerland", "contoso/hub": "switzerland", "contoso/far": "europe"},
	)
}

test_connection_without_connector if {
	way := object.union(object.remove(hop(0, "contoso/bank", "contoso/far"), ["of"]), {"by": "connection"})
	{finding.label | some finding in rule.report} == {"connection"} with input as given([way], {"contoso/bank": "switzerland", "contoso/far": "europe"})
}

test_stays if {
	rule.report == set() with input as given([hop(0, "contoso/bank", "contoso/hub")], {"contoso/bank": "switzerland", "contoso/hub": "switzerland"})
}

test_was_outside_before if {
	path := [hop(0, "contoso/bank", "contoso/far"), hop(1, "contoso/far", "contoso/farther")]
	rule.report == set() with input as given(path, {"contoso/bank": "switzerland", "contoso/far": "europe", "contoso/farther": "japan"})
}

test_location_between_is_not_known if {
	path := [hop(0, "contoso/bank", "contoso/hub"), hop(1, "contoso/hub", "contoso/far")]
	locations := {"contoso/bank": "switzerland", "contoso/far": "europe"}
	count(rule.report) == 1 with input as given(path, locations)
}

test_target_is_not_known if {
	rule.report == set() with input as given([hop(0, "contoso/bank", "contoso/far")], {"contoso/bank": "switzerland"})
	rule.report == set() with input as given([hop(0, "contoso/bank", "contoso/far")], {"contoso/bank": "switzerland", "contoso/far": "atlantis"})
}
