package tenantlint.rules.deployment["tenant-count_test"]

import data.tenantlint.rules.deployment["tenant-count"] as rule

stage(i, name, keys) := {"at": [0, "stages", i], "stage": name, "unknown": {}, "environments": [{"at": [0, "stages", i, "environments", j], "key": key} | some j, key in keys]}

row(fields) := object.union({"at": [0], "name": "sales", "scenario": "enterprise", "unknown": {}, "tenants": ["contoso"], "stages": []}, fields)

env(key, tenant) := {"at": [1, "environments", key], "key": key, "tenant": tenant, "unknown": {}}

given(fields) := {"deployments": [row(fields)], "index": {"environments": {"a/dev": env("a/dev", "a"), "b/prod": env("b/prod", "b")}}}

both := {"tenants": ["a", "b"], "stages": [stage(0, "development", ["a/dev"]), stage(1, "production", ["b/prod"])]}

related := [
	{"at": [0, "stages", 0, "environments", 0], "message": "in tenant \"a\""},
	{"at": [0, "stages", 1, "environments", 0], "message": "in tenant \"b\""},
]

test_one_tenant_too_many if {
	every scenario in ["demo", "enterprise"] {
		rule.report == {{
			"message": sprintf("%s deployment \"sales\" stands in two tenants: \"a\", \"b\"", [scenario]),
			"at": [0, "scenario"],
			"label": "stays in one tenant",
			"related": related,
		}} with input as given(object.union(both, {"scenario": scenario}))
	}
}

one := {"scenario": "multiTenant", "tenants": ["a"], "stages": [stage(0, "development", ["a/dev"])]}

test_one_tenant_too_few if {
	rule.report == {{
		"message": "multi-tenant deployment \"sales\" stands in one tenant, \"a\"",
		"at": [0, "scenario"],
		"label": "needs several tenants",
		"related": [related[0]],
	}} with input as given(one)
}

test_right_number if {
	rule.report == set() with input as given({"tenants": ["a"]})
	rule.report == set() with input as given({"scenario": "demo", "tenants": ["a"]})
	rule.report == set() with input as given(object.union(both, {"scenario": "multiTenant"}))
}

test_not_known if {
	rule.report == set() with input as given(object.union(one, {"unknown": {"stages": true}}))
	rule.report == set() with input as given(object.union(one, {"unknown": {"makers": true}}))
	rule.report == set() with input as given(object.union(one, {"stages": [object.union(stage(0, "development", ["a/dev"]), {"unknown": {"environments": true}})]}))
	rule.report == set() with input as given(object.union(one, {"tenants": []}))
}
