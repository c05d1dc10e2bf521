package tenantlint.rules.deployment["stage-order_test"]

import data.tenantlint.rules.deployment["stage-order"] as rule

stage(i, name, keys) := {"at": [0, "stages", i], "stage": name, "unknown": {}, "environments": [{"at": [0, "stages", i, "environments", j], "key": key} | some j, key in keys]}

row(fields) := object.union({"at": [0], "name": "sales", "scenario": "enterprise", "unknown": {}, "tenants": ["contoso"], "stages": []}, fields)

given(scenario, names) := {"deployments": [row({"scenario": scenario, "stages": [stage(i, name, []) | some i, name in names]})]}

late(i, name, before) := {
	"message": sprintf("stage %q of enterprise deployment \"sales\" comes after %q", [name, before]),
	"at": [0, "stages", i, "stage"],
	"label": "comes too late",
	"related": [{"at": [0, "stages", i - 1, "stage"], "message": "a later stage"}],
}

test_too_late if {
	rule.report == {late(2, "test", "production")} with input as given("enterprise", ["development", "production", "test"])
	rule.report == {late(2, "development", "production")} with input as given("enterprise", ["test", "production", "development"])
	rule.report == {late(1, "test", "production"), late(2, "development", "test")} with input as given("enterprise", ["production", "test", "development"])
}

test_straight_to_production if {
	rule.report == {{
		"message": "enterprise deployment \"sales\" reaches production without validation or test",
		"at": [0, "stages", 1, "stage"],
		"help": "add a validation or test stage before production",
	}} with input as given("enterprise", ["development", "production"])
}

test_in_order if {
	rule.report == set() with input as given("enterprise", ["development", "validation", "test", "production"])
	rule.report == set() with input as given("enterprise", ["development", "test", "test", "training", "production", "production"])
}

test_validation_of_pull_requests if {
	every names in [
		["validation", "development", "test", "production"],
		["development", "test", "validation", "production"],
		["development", "production", "validation"],
	] {
		rule.report == set() with input as given("enterprise", names)
	}
}

test_demo if {
	rule.report == set() with input as given("demo", ["development", "production"])
	count(rule.report) == 1 with input as given("demo", ["production", "development"])
}

test_not_known if {
	rule.report == set() with input as {"deployments": [row({"stages": [stage(0, "production", []), {"at": [0, "stages", 1], "unknown": {"stage": true}}]})]}
	rule.report == set() with input as {"deployments": [row({"unknown": {"stages": true}, "stages": [stage(0, "production", [])]})]}
}
