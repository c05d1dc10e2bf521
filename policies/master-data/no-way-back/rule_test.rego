package tenantlint.rules["master-data"]["no-way-back_test"]

import data.tenantlint.rules["master-data"]["no-way-back"] as rule

set(path, pairs) := {
	"at": [0], "name": "accounts", "master": "hub", "changePath": path, "unknown": {},
	"flows": [{"at": [0, "flows", i], "from": pair[0], "to": pair[1], "unknown": {}} | some i, pair in pairs],
}

given(path, pairs) := {"masterData": [set(path, pairs)]}

scoped(path, pairs, keys) := {"masterData": [object.union(set(path, pairs), {"scope": [{"at": [0, "scope", i], "key": key} | some i, key in keys]})]}

stranded(env, at) := {
	"message": sprintf("no path of flows leads from %q back to the master \"hub\"", [env]),
	"at": at,
	"label": "changes that are made here stay here",
	"related": [{"at": [0, "changePath"], "message": "changes are made locally and passed on to the master"}],
}

test_no_way_back_from_the_scope if {
	rule.report == {stranded("us", [0, "scope", 1])} with input as scoped("localThenForward", [["hub", "eu"], ["eu", "hub"], ["hub", "us"]], ["eu", "us"])
}

test_no_way_back_without_scope if {
	rule.report == {stranded("eu", [0, "flows", 0, "to"]), stranded("us", [0, "flows", 1, "to"])} with input as given("localThenForward", [["hub", "eu"], ["eu", "us"], ["hub", "us"]])
}

test_flow_into_the_master if {
	every path in ["master", "remoteToMaster"] {
		rule.report == {{
			"message": "a flow goes from \"eu\" into the master \"hub\", where changes are made",
			"at": [0, "flows", 1, "to"],
			"label": "overwrites what the master holds",
			"related": [{"at": [0, "changePath"], "message": "changes are made in the master"}],
			"help": "remove the flow, or say localThenForward if changes are passed on to the master",
		}} with input as given(path, [["hub", "eu"], ["eu", "hub"]])
	}
}

test_there_and_back if {
	rule.report == set() with input as given("localThenForward", [["hub", "eu"], ["eu", "us"], ["us", "hub"]])
	rule.report == set() with input as given("localThenForward", [["hub", "eu"], ["eu", "us"], ["us", "eu"], ["eu", "hub"]])
}

test_outside_the_scope if {
	rule.report == set() with input as scoped("localThenForward", [["hub", "eu"], ["eu", "hub"], ["hub", "warehouse"]], ["eu"])
}

test_not_reached_is_another_finding if {
	rule.report == set() with input as scoped("localThenForward", [], ["eu"])
}

test_not_known if {
	rule.report == set() with input as {"masterData": [object.remove(set("", [["eu", "hub"]]), ["changePath"])]}
	rule.report == set() with input as {"masterData": [object.union(object.remove(set("localThenForward", []), ["flows"]), {"unknown": {"flows": true}})]}
}
