package tenantlint.rules.deployment["demo-production_test"]

import data.tenantlint.rules.deployment["demo-production"] as rule

demo := {
	"at": [0], "name": "show", "scenario": "demo", "unknown": {}, "tenants": ["a"],
	"stages": [{"at": [0, "stages", 0], "stage": "development", "unknown": {}, "environments": [{"at": [0, "stages", 0, "environments", 0], "key": "a/lab"}]}],
}

given(env) := {"deployments": [demo], "index": {"environments": {"a/lab": object.union({"at": [1, "environments", 0], "tenant": "a", "unknown": {}, "type": "Sandbox", "stage": "training"}, env)}}}

item(class) := {"data": [{"at": [1, "environments", 0, "data", 0], "name": "buyers", "class": class, "unknown": {}}]}

test_production_environment if {
	rule.report == {{
		"message": "demo deployment \"show\" uses environment \"a/lab\", whose purpose is production",
		"at": [0, "stages", 0, "environments", 0],
		"related": [{"at": [1, "environments", 0, "stage"], "message": "the purpose"}],
	}} with input as given({"stage": "production"})
}

test_real_data if {
	rule.report == {{
		"message": "demo deployment \"show\" uses environment \"a/lab\", which holds personal data \"buyers\"",
		"at": [1, "environments", 0, "data", 0, "name"],
		"related": [{"at": [0, "stages", 0, "environments", 0], "message": "part of the demo"}],
		"help": "put made-up data of class sample in its place",
	}} with input as given(item("personal"))
}

test_sample_data if {
	rule.report == set() with input as given(item("sample"))
	rule.report == set() with input as given({"data": [object.remove(item("").data[0], ["class"])]})
}

test_production_on_a_trial_is_another_finding if {
	rule.report == set() with input as given({"stage": "production", "type": "Trial"})
}

test_no_demo if {
	rule.report == set() with input as given({"stage": "production"}) with input.deployments as [object.union(demo, {"scenario": "enterprise"})]
}
