package tenantlint.rules.change["approval-removed_test"]

import data.tenantlint.rules.change["approval-removed"] as rule

row(before, after) := {
	"at": [0],
	"unknown": {},
	"before": object.union({"unknown": {}}, before),
	"after": object.union({"at": [0], "unknown": {}}, after),
}

paths contains f.at if some f in rule.report

test_removed if {
	before := {"name": "customers", "approval": {"levels": [{}], "unknown": {}}}
	after := {"name": "customers"}
	paths == {[0, "approval"]} with input.changedMasterData as [row(before, after)]
}

test_one_below_the_limit if {
	before := {"name": "customers", "approval": {"levels": [{}, {}], "unknown": {}}}
	after := {"name": "customers", "approval": {"levels": [{}], "unknown": {}}}
	paths == {[0, "approval"]} with input.changedMasterData as [row(before, after)]
}

test_added if {
	before := {"name": "customers", "approval": {"levels": [{}], "unknown": {}}}
	after := {"name": "customers", "approval": {"levels": [{}, {}], "unknown": {}}}
	paths == set() with input.changedMasterData as [row(before, after)]
}

test_unknown if {
	before := {"name": "customers", "approval": {"levels": [{}, {}], "unknown": {}}}
	after := {"name": "customers", "unknown": {"approval": true}}
	paths == set() with input.changedMasterData as [row(before, after)]
}
