package tenantlint.rules.change["setting-opened_test"]

import data.tenantlint.rules.change["setting-opened"] as rule

row(before, after) := {
	"at": [0],
	"unknown": {},
	"before": object.union({"unknown": {}}, before),
	"after": object.union({"at": [0], "unknown": {}}, after),
}

paths contains f.at if some f in rule.report

test_turned_on if {
	before := {"key": "a/b", "settings": {"unknown": {}, "allowBingSearch": false}}
	after := {"key": "a/b", "settings": {"at": [0, "settings"], "unknown": {}, "allowBingSearch": true}}
	paths == {[0, "settings", "allowBingSearch"]} with input.changedEnvironments as [row(before, after)]
}

test_was_not_declared if {
	before := {}
	after := {"key": "a/b", "settings": {"at": [0, "settings"], "unknown": {}, "allowBingSearch": true}}
	paths == {[0, "settings", "allowBingSearch"]} with input.changedEnvironments as [row(before, after)]
}

test_was_unknown if {
	before := {"unknown": {"settings": true}}
	after := {"key": "a/b", "settings": {"at": [0, "settings"], "unknown": {}, "allowBingSearch": true}}
	paths == set() with input.changedEnvironments as [row(before, after)]
}

test_turned_off if {
	before := {"key": "a/b", "settings": {"unknown": {}, "allowBingSearch": true}}
	after := {"key": "a/b", "settings": {"at": [0, "settings"], "unknown": {}, "allowBingSearch": false}}
	paths == set() with input.changedEnvironments as [row(before, after)]
}

test_new_environment if {
	after := {"settings": {"at": [0, "settings"], "unknown": {}, "allowBingSearch": true}}
	new := object.remove(row({}, after), ["before"])
	rule.report == set() with input.changedEnvironments as [new]
}

creation(before, after) := [row(
	{"settings": {"environmentCreation": before}},
	{"name": "eu", "settings": {"at": [0, "settings"], "environmentCreation": after}},
)]

test_creation if {
	report := rule.report with input.changedTenants as creation("administrators", "everyone")
	{f.at | some f in report} == {[0, "settings", "environmentCreation"]}
}

test_creation_closed if {
	rule.report == set() with input.changedTenants as creation("everyone", "administrators")
}
