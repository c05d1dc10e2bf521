package tenantlint.rules.deployment.stages_test

import data.tenantlint.rules.deployment.stages as rule

stage(i, name, keys) := {"at": [0, "stages", i], "stage": name, "unknown": {}, "environments": [{"at": [0, "stages", i, "environments", j], "key": key} | some j, key in keys]}

row(fields) := object.union({"at": [0], "name": "sales", "scenario": "enterprise", "unknown": {}, "tenants": ["contoso"], "stages": []}, fields)

given(names) := {"deployments": [row({"stages": [stage(i, name, []) | some i, name in names]})]}

missing(level, name) := {"level": level, "message": sprintf("enterprise deployment \"sales\" has no %s stage", [name]), "at": [0, "stages"]}

test_missing if {
	rule.report == {missing("error", "development")} with input as given(["test", "production"])
	rule.report == {missing("error", "production")} with input as given(["development", "test"])
	rule.report == {missing("warning", "test")} with input as given(["development", "validation", "production"])
	rule.report == {missing("error", "development"), missing("error", "production")} with input as given(["test"])
}

test_no_stages if {
	rule.report == {{
		"message": "enterprise deployment \"sales\" has no stages",
		"at": [0, "stages"],
		"help": "list the stages with their environments, in the order in which a change passes them",
	}} with input as given([])
}

test_all if {
	rule.report == set() with input as given(["development", "test", "production"])
	rule.report == set() with input as given(["development", "validation", "test", "other", "production"])
}

test_straight_to_production_is_another_finding if {
	rule.report == set() with input as given(["development", "production"])
}

test_makers_develop if {
	stages := given(["test", "production"]).deployments[0]
	rule.report == set() with input as {"deployments": [object.union(stages, {"makers": [{"at": [0, "makers", 0], "user": "adele@contoso.com", "unknown": {}}]})]}
	rule.report == set() with input as {"deployments": [object.union(stages, {"unknown": {"makers": true}})]}
}

test_demo_or_not_known if {
	rule.report == set() with input as {"deployments": [row({"scenario": "demo"})]}
	rule.report == set() with input as {"deployments": [row({"unknown": {"stages": true}})]}
	rule.report == set() with input as {"deployments": [row({"stages": [{"at": [0, "stages", 0], "unknown": {"stage": true}}]})]}
}
