package tenantlint.rules.deployment["maker-environment_test"]

import data.tenantlint.rules.deployment["maker-environment"] as rule

stage(i, name, keys) := {"at": [0, "stages", i], "stage": name, "unknown": {}, "environments": [{"at": [0, "stages", i, "environments", j], "key": key} | some j, key in keys]}

row(fields) := object.union({"at": [0], "name": "sales", "scenario": "enterprise", "unknown": {}, "tenants": ["contoso"], "stages": []}, fields)

maker(i, user, env) := {"at": [0, "makers", i], "user": user, "environment": env, "unknown": {}}

stages := [stage(0, "development", ["a/dev"]), stage(1, "test", ["a/test"])]

given(makers) := {"deployments": [row({"stages": stages, "makers": makers})]}

test_shared if {
	rule.report == {{
		"message": "two makers share development environment \"a/dev\"",
		"sites": [{"at": [0, "makers", 0, "environment"], "label": "used here"}, {"at": [0, "makers", 1, "environment"], "label": "used here"}],
	}} with input as given([maker(0, "alex", "a/dev"), maker(1, "adele", "a/dev")])
}

target(i, user) := {
	"level": "error",
	"message": sprintf("maker %q develops in \"a/test\", which is a target of enterprise deployment \"sales\"", [user]),
	"at": [0, "makers", i, "environment"],
	"related": [{"at": [0, "stages", 1, "environments", 0], "message": "a target"}],
	"help": "let the maker work in a development environment",
}

test_target if {
	rule.report == {target(0, "adele")} with input as given([maker(0, "adele", "a/test")])
	rule.report == {target(0, "adele"), target(1, "alex")} with input as given([maker(0, "adele", "a/test"), maker(1, "alex", "a/test")])
}

test_of_their_own if {
	rule.report == set() with input as given([maker(0, "adele", "a/dev"), maker(1, "alex", "a/alex"), maker(2, "adele", "a/adele")])
	rule.report == set() with input as given([])
}

test_not_known if {
	rule.report == set() with input as given([maker(0, "adele", "a/dev"), {"at": [0, "makers", 1], "user": "alex", "unknown": {"environment": true}}])
}

test_demo if {
	rule.report == set() with input as {"deployments": [row({"scenario": "demo", "stages": stages, "makers": [maker(0, "alex", "a/dev"), maker(1, "adele", "a/dev")]})]}
}
