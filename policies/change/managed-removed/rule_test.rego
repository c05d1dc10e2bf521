package tenantlint.rules.change["managed-removed_test"]

import data.tenantlint.rules.change["managed-removed"] as rule

row(before, after) := {
	"at": [0],
	"unknown": {},
	"before": object.union({"unknown": {}}, before),
	"after": object.union({"at": [0], "unknown": {}}, after),
}

sites(before, after) := {f.at |
	report := rule.report with input.changedEnvironments as [row(before, after)]
	some f in report
}

test_off if sites({"managed": true}, {"key": "a/b", "managed": false}) == {[0, "managed"]}

test_not_said if sites({"managed": true}, {"key": "a/b"}) == {[0, "managed"]}

test_not_known if sites({"managed": true}, {"key": "a/b", "unknown": {"managed": true}}) == set()

test_on if sites({"managed": false}, {"key": "a/b", "managed": true}) == set()

test_gone if {
	gone := object.remove(row({"managed": true}, {}), ["after"])
	rule.report == set() with input.changedEnvironments as [gone]
}
