package tenantlint.rules.change["consent-withdrawn_test"]

import data.tenantlint.rules.change["consent-withdrawn"] as rule

row(before, after) := {
	"at": [0],
	"unknown": {},
	"before": object.union({"unknown": {}}, before),
	"after": object.union({"at": [0], "unknown": {}}, after),
}

sites(before, after) := {f.at |
	report := rule.report with input.changedDeployments as [row(before, after)]
	some f in report
}

consented(tenants, touched) := {"name": "crm", "tenants": touched, "application": {
	"unknown": {},
	"adminConsent": [{"key": tenant} | some tenant in tenants],
}}

before := consented(["a", "b"], ["a", "b"])

test_gone if sites(before, consented(["a"], ["a"])) == {[0, "application", "adminConsent"]}

test_still_needed if sites(before, consented(["a"], ["a", "b"])) == set()

test_not_known if {
	after := {"name": "crm", "tenants": [], "application": {"unknown": {"adminConsent": true}}}
	sites(before, after) == set()
}
