package tenantlint.rules.change["approval-removed_test"]

import data.tenantlint.rules.change["approval-removed"] as rule

row(before, after) := {
	"at": [0],
	"unknown": {},
	"before": object.union({"unknown": {}}, before),
	"after": object.union({"at": [0], "unknown": {}}, after),
}

sites(before, after) := {f.at |
	report := rule.report with input.changedMasterData as [row(before, after)]
	some f in report
}

test_gone if {
	before := {"name": "customers", "approval": {"levels": [{}], "unknown": {}}}
	after := {"name": "customers"}
	sites(before, after) == {[0, "approval"]}
}

test_one_less if {
	before := {"name": "customers", "approval": {"levels": [{}, {}], "unknown": {}}}
	after := {"name": "customers", "approval": {"levels": [{}], "unknown": {}}}
	sites(before, after) == {[0, "approval"]}
}

test_added if {
	before := {"name": "customers", "approval": {"levels": [{}], "unknown": {}}}
	after := {"name": "customers", "approval": {"levels": [{}, {}], "unknown": {}}}
	sites(before, after) == set()
}

test_not_known if {
	before := {"name": "customers", "approval": {"levels": [{}, {}], "unknown": {}}}
	after := {"name": "customers", "unknown": {"approval": true}}
	sites(before, after) == set()
}
