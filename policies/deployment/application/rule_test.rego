package tenantlint.rules.deployment.application_test

import data.tenantlint.rules.deployment.application as rule

stage(i, name, keys) := {"at": [0, "stages", i], "stage": name, "unknown": {}, "environments": [{"at": [0, "stages", i, "environments", j], "key": key} | some j, key in keys]}

row(fields) := object.union({"at": [0], "name": "sales", "scenario": "enterprise", "unknown": {}, "tenants": ["contoso"], "stages": []}, fields)

stages := [stage(0, "development", ["a/dev"]), stage(1, "production", ["a/prod"])]

given(fields) := {"deployments": [row(object.union({"stages": stages}, fields))]}

application(keys) := {"application": {"at": [0, "application"], "appId": "id", "unknown": {}, "applicationUsers": [{"at": [0], "key": key} | some key in keys]}}

test_none if {
	rule.report == {{"message": "enterprise deployment \"sales\" has no application for its pipeline", "at": [0, "application"]}} with input as given({})
}

test_no_application_user if {
	rule.report == {{
		"level": "warning",
		"message": "the application of enterprise deployment \"sales\" is an application user of no environment",
		"at": [0, "application", "applicationUsers"],
		"help": "list the environments in which the application is an application user",
	}} with input as given(application([]))
}

unknown_in(env, at) := {
	"level": "warning",
	"message": sprintf("the application of enterprise deployment \"sales\" is no application user of %q", [env]),
	"at": at,
	"related": [{"at": [0, "application", "applicationUsers"], "message": "the environments that know the application"}],
	"help": "add the application to the environment as an application user",
}

test_environment_without_application_user if {
	rule.report == {unknown_in("a/prod", [0, "stages", 1, "environments", 0])} with input as given(application(["a/dev"]))
	makers := {"makers": [{"at": [0, "makers", 0], "user": "adele", "environment": "a/adele", "unknown": {}}]}
	rule.report == {unknown_in("a/adele", [0, "makers", 0, "environment"])} with input as given(object.union(application(["a/dev", "a/prod"]), makers))
}

test_everywhere if {
	rule.report == set() with input as given(application(["a/dev", "a/prod", "a/other"]))
}

test_none_needed if {
	rule.report == set() with input as given({"scenario": "demo"})
	rule.report == set() with input as given({"engine": "powerPlatformPipelines"})
}

test_not_known if {
	rule.report == set() with input as given({"unknown": {"application": true}})
	rule.report == set() with input as given({"unknown": {"engine": true}})
	rule.report == set() with input as given({"application": {"at": [0, "application"], "unknown": {"applicationUsers": true}}})
}
