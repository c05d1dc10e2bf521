package tenantlint.rules.change["consent-withdrawn_test"]

import data.tenantlint.rules.change["consent-withdrawn"] as rule

row(before, after) := {
	"at": [0],
	"unknown": {},
	"before": object.union({"unknown": {}}, before),
	"after": object.union({"at": [0], "unknown": {}}, after),
}

paths contains f.at if some f in rule.report

consented(tenants, touched) := {"name": "crm", "tenants": touched, "application": {
	"unknown": {},
	"adminConsent": [{"key": tenant} | some tenant in tenants],
}}

before := consented(["a", "b"], ["a", "b"])

test_removed if {
	paths == {[0, "application", "adminConsent"]}
		with input.changedDeployments as [row(before, consented(["a"], ["a"]))]
}

test_still_needed if paths == set() with input.changedDeployments as [row(before, consented(["a"], ["a", "b"]))]

test_unknown if {
	after := {"name": "crm", "tenants": [], "application": {"unknown": {"adminConsent": true}}}
	paths == set() with input.changedDeployments as [row(before, after)]
}
