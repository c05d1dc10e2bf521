package tenantlint.rules.change["type-lowered_test"]

import data.tenantlint.rules.change["type-lowered"] as rule

row(before, after) := {
	"at": [0],
	"unknown": {},
	"before": object.union({"unknown": {}}, before),
	"after": object.union({"at": [0], "unknown": {}}, after),
}

paths contains f.at if some f in rule.report

test_type if {
	paths == {[0, "type"]}
		with input.changedEnvironments as [row({"type": "Production"}, {"key": "a/b", "type": "Sandbox"})]
}

test_stage if {
	before := {"type": "Production", "stage": "production"}
	after := {"key": "a/b", "type": "Production", "stage": "test"}
	paths == {[0, "stage"]} with input.changedEnvironments as [row(before, after)]
}

test_type_and_stage if {
	before := {"type": "Production", "stage": "production"}
	after := {"key": "a/b", "type": "Sandbox", "stage": "test"}
	paths == {[0, "type"]} with input.changedEnvironments as [row(before, after)]
}

test_unknown if {
	paths == set()
		with input.changedEnvironments as [row({"type": "Production"}, {"key": "a/b", "unknown": {"type": true}})]
}

test_type_raised if {
	paths == set()
		with input.changedEnvironments as [row({"type": "Sandbox"}, {"key": "a/b", "type": "Production"})]
}
