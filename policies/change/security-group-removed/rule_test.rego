package tenantlint.rules.change["security-group-removed_test"]

import data.tenantlint.rules.change["security-group-removed"] as rule

row(before, after) := {
	"at": [0],
	"unknown": {},
	"before": object.union({"unknown": {}}, before),
	"after": object.union({"at": [0], "unknown": {}}, after),
}

paths contains f.at if some f in rule.report

test_removed if {
	paths == {[0, "securityGroup"]}
		with input.changedEnvironments as [row({"securityGroup": "contoso/sales"}, {"key": "contoso/crm"})]
}

test_unknown if {
	paths == set()
		with input.changedEnvironments as [row({"securityGroup": "contoso/sales"}, {"unknown": {"securityGroup": true}})]
}

test_another if {
	before := {"securityGroup": "contoso/sales"}
	after := {"key": "contoso/crm", "securityGroup": "contoso/all"}
	paths == set() with input.changedEnvironments as [row(before, after)]
}

test_none_before if paths == set() with input.changedEnvironments as [row({}, {"key": "contoso/crm"})]
