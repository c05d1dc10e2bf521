package tenantlint.rules.change["managed-removed_test"]

import data.tenantlint.rules.change["managed-removed"] as rule

row(before, after) := {
	"at": [0],
	"unknown": {},
	"before": object.union({"unknown": {}}, before),
	"after": object.union({"at": [0], "unknown": {}}, after),
}

paths contains f.at if some f in rule.report

test_turned_off if {
	paths == {[0, "managed"]}
		with input.changedEnvironments as [row({"managed": true}, {"key": "a/b", "managed": false})]
}

test_not_declared if {
	paths == {[0, "managed"]} with input.changedEnvironments as [row({"managed": true}, {"key": "a/b"})]
}

test_unknown if {
	paths == set()
		with input.changedEnvironments as [row({"managed": true}, {"key": "a/b", "unknown": {"managed": true}})]
}

test_turned_on if {
	paths == set() with input.changedEnvironments as [row({"managed": false}, {"key": "a/b", "managed": true})]
}

test_removed if {
	gone := object.remove(row({"managed": true}, {}), ["after"])
	rule.report == set() with input.changedEnvironments as [gone]
}
