package tenantlint.rules.deployment["maker-group_test"]

import data.tenantlint.rules.deployment["maker-group"] as rule

stage(i, name, keys) := {"at": [0, "stages", i], "stage": name, "unknown": {}, "environments": [{"at": [0, "stages", i, "environments", j], "key": key} | some j, key in keys]}

row(fields) := object.union({"at": [0], "name": "sales", "scenario": "enterprise", "unknown": {}, "tenants": ["contoso"], "stages": []}, fields)

given(fields) := {"deployments": [row(fields)], "index": {"groups": {"contoso/makers": {"tenant": "contoso"}, "fabrikam/makers": {"tenant": "fabrikam"}}, "environments": {}}}

group(key, grants) := {"makerGroup": {"at": [0, "makerGroup"], "group": key, "grants": grants, "unknown": {}}}

all := ["azureDevOps", "canvasApps", "dataverseTables"]

test_none if {
	rule.report == {{"message": "enterprise deployment \"sales\" has no group of makers", "at": [0, "makerGroup"]}} with input as given({})
}

test_of_another_tenant if {
	rule.report == {{
		"message": "enterprise deployment \"sales\" uses the makers of tenant \"fabrikam\", where it has no environment",
		"at": [0, "makerGroup", "group"],
		"related": [],
	}} with input as given(group("fabrikam/makers", all))
}

test_grant_is_missing if {
	rule.report == {{
		"level": "warning",
		"message": "the makers of enterprise deployment \"sales\" are not granted \"azureDevOps\", \"dataverseTables\"",
		"at": [0, "makerGroup", "grants"],
		"help": "grant it to the group, and list it",
	}} with input as given(group("contoso/makers", ["canvasApps"]))
}

test_all_grants if {
	rule.report == set() with input as given(group("contoso/makers", all))
}

test_what_the_engine_does_not_use if {
	rule.report == set() with input as given({"engine": "powerPlatformPipelines"})
	rule.report == set() with input as given(object.union(group("contoso/makers", ["canvasApps", "dataverseTables"]), {"engine": "githubActions"}))
	rule.report == set() with input as given({"scenario": "demo"})
}

test_not_known if {
	rule.report == set() with input as given({"unknown": {"makerGroup": true}})
	rule.report == set() with input as given({"unknown": {"engine": true}})
	rule.report == set() with input as given({"makerGroup": {"at": [0, "makerGroup"], "unknown": {"group": true, "grants": true}}})
	rule.report == set() with input as given(object.union(group("fabrikam/makers", all), {"unknown": {"stages": true}}))
}
