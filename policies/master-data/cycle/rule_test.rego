package tenantlint.rules["master-data"].cycle_test

import data.tenantlint.rules["master-data"].cycle as rule

hop(i, from, to) := {"at": [0, "flows", i, "to"], "from": from, "to": to, "by": "master data", "of": "accounts"}

round := [["hub", "eu"], ["eu", "hub"]]

given(fields) := {"circles": [], "masterData": [object.union(
	{
		"at": [0], "name": "accounts", "master": "hub", "unknown": {},
		"flows": [{"at": [0, "flows", i], "from": pair[0], "to": pair[1], "unknown": {}} | some i, pair in round],
	},
	fields,
)]}

beside(master) := {"masterData": [], "circles": [object.union({"at": [0, "flows", 1, "to"], "masterData": "accounts", "flows": [hop(1, "eu", "us"), hop(2, "us", "eu")], "unknown": {}}, master)]}

test_through_the_master if {
	rule.report == {{
		"message": "flows of master data \"accounts\" form a circle: \"eu\", \"hub\"",
		"at": [0, "flows", 0, "to"],
		"label": "from \"hub\" to \"eu\"",
		"related": [{"at": [0, "flows", 1, "to"], "message": "from \"eu\" to \"hub\""}],
		"help": "remove a flow, or say localThenForward if changes are passed on to the master",
	}} with input as given({})
}

test_the_way_back_or_a_finding_of_another_rule if {
	every path in ["localThenForward", "master", "remoteToMaster"] {
		rule.report == set() with input as given({"changePath": path})
	}
	rule.report == set() with input as given({"unknown": {"changePath": true}})
}

test_outwards_only if {
	rule.report == set() with input as given({"flows": [{"at": [0, "flows", 0], "from": "hub", "to": "eu", "unknown": {}}]})
}

test_beside_the_master if {
	rule.report == {{
		"message": "flows of master data \"accounts\" form a circle: \"eu\", \"us\"",
		"at": [0, "flows", 1, "to"],
		"label": "from \"eu\" to \"us\"",
		"related": [{"at": [0, "flows", 2, "to"], "message": "from \"us\" to \"eu\""}],
	}} with input as beside({"master": "hub"})
}

test_part_of_the_circle_or_not_known if {
	rule.report == set() with input as beside({"master": "us"})
	rule.report == set() with input as beside({})
}
