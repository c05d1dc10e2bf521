package tenantlint.rules.change["security-group-removed_test"]

import data.tenantlint.rules.change["security-group-removed"] as rule

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

test_gone if sites({"securityGroup": "contoso/sales"}, {"key": "contoso/crm"}) == {[0, "securityGroup"]}

test_not_known if sites({"securityGroup": "contoso/sales"}, {"unknown": {"securityGroup": true}}) == set()

test_another if {
	before := {"securityGroup": "contoso/sales"}
	after := {"key": "contoso/crm", "securityGroup": "contoso/all"}
	sites(before, after) == set()
}

test_none_before if sites({}, {"key": "contoso/crm"}) == set()
