package tenantlint.rules.deployment["separate-tenants_test"]

import data.tenantlint.rules.deployment["separate-tenants"] as rule

stage(i, name, keys) := {"at": [0, "stages", i], "stage": name, "unknown": {}, "environments": [{"at": [0, "stages", i, "environments", j], "key": key} | some j, key in keys]}

row(fields) := object.union({"at": [0], "name": "sales", "scenario": "enterprise", "unknown": {}, "tenants": ["contoso"], "stages": []}, fields)

env(key, tenant) := {"at": [1, "environments", key], "key": key, "tenant": tenant, "unknown": {}}

given(fields) := {"deployments": [row(object.union({"scenario": "multiTenant", "tenants": ["a", "b"]}, fields))], "index": {"environments": {key: env(key, split(key, "/")[0]) | some key in ["a/dev", "a/prod", "b/adele"]}}}

stages := [stage(0, "development", ["a/dev"]), stage(1, "production", ["a/prod"])]

makers := [{"at": [0, "makers", 0], "user": "adele", "environment": "b/adele", "unknown": {}}]

test_only_makers_stand_elsewhere if {
	rule.report == {{
		"message": "all stages of multi-tenant deployment \"sales\" stand in tenant \"a\"",
		"at": [0, "stages"],
		"related": [
			{"at": [0, "stages", 0, "environments", 0], "message": "in tenant \"a\""},
			{"at": [0, "makers", 0, "environment"], "message": "in tenant \"b\""},
		],
	}} with input as given({"stages": stages, "makers": makers})
}

test_makers_are_the_development if {
	rule.report == set() with input as given({"stages": [stages[1]], "makers": makers})
}

test_separate if {
	rule.report == set() with input as given({"stages": [stage(0, "development", ["b/adele"]), stages[1]]})
}

test_one_tenant_is_another_finding if {
	rule.report == set() with input as given({"stages": stages, "tenants": ["a"]})
}

test_not_known if {
	rule.report == set() with input as given({"stages": stages, "makers": makers, "unknown": {"stages": true}})
}
