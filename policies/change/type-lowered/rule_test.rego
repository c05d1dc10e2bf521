package tenantlint.rules.change["type-lowered_test"]

import data.tenantlint.rules.change["type-lowered"] as rule

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

test_type if sites({"type": "Production"}, {"key": "a/b", "type": "Sandbox"}) == {[0, "type"]}

test_stage if {
	before := {"type": "Production", "stage": "production"}
	after := {"key": "a/b", "type": "Production", "stage": "test"}
	sites(before, after) == {[0, "stage"]}
}

test_both if {
	before := {"type": "Production", "stage": "production"}
	after := {"key": "a/b", "type": "Sandbox", "stage": "test"}
	sites(before, after) == {[0, "type"]}
}

test_not_known if sites({"type": "Production"}, {"key": "a/b", "unknown": {"type": true}}) == set()

test_raised if sites({"type": "Sandbox"}, {"key": "a/b", "type": "Production"}) == set()
