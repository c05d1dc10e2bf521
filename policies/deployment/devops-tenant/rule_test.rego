package tenantlint.rules.deployment["devops-tenant_test"]

import data.tenantlint.rules.deployment["devops-tenant"] as rule

stage(i, name, keys) := {"at": [0, "stages", i], "stage": name, "unknown": {}, "environments": [{"at": [0, "stages", i, "environments", j], "key": key} | some j, key in keys]}

row(fields) := object.union({"at": [0], "name": "sales", "scenario": "enterprise", "unknown": {}, "tenants": ["contoso"], "stages": []}, fields)

env(key, tenant) := {"at": [1, "environments", key], "key": key, "tenant": tenant, "unknown": {}}

given(tenant, fields) := {
	"deployments": [row(object.union(
		{"stages": [stage(0, "development", ["a/dev"])], "tenants": ["a", "b"], "developmentTenant": "a", "devOps": [{"at": [0, "devOps"], "tenant": tenant, "unknown": {}}]},
		fields,
	))],
	"index": {"environments": {"a/dev": env("a/dev", "a")}},
}

test_in_no_tenant_of_the_deployment if {
	rule.report == {{
		"message": "Azure DevOps of enterprise deployment \"sales\" is in tenant \"c\", where it has no environment",
		"at": [0, "devOps", "tenant"],
		"related": [{"at": [0, "stages", 0, "environments", 0], "message": "in tenant \"a\""}],
	}} with input as given("c", {"tenants": ["a"]})
}

test_not_in_the_development_tenant if {
	rule.report == {{
		"level": "note",
		"message": "Azure DevOps of multi-tenant deployment \"sales\" is in tenant \"b\", but development is in \"a\"",
		"at": [0, "devOps", "tenant"],
		"related": [{"at": [0, "stages", 0, "environments", 0], "message": "development"}],
	}} with input as given("b", {"scenario": "multiTenant"})
}

test_in_the_development_tenant if {
	rule.report == set() with input as given("a", {"scenario": "multiTenant"})
	rule.report == set() with input as given("a", {"tenants": ["a"]})
}

test_not_known if {
	rule.report == set() with input as given("c", {"unknown": {"stages": true}})
	rule.report == set() with input as given("c", {"unknown": {"makers": true}})
	rule.report == set() with input as given("c", {"tenants": []})
	rule.report == set() with input as {"deployments": [row({"devOps": [{"at": [0], "unknown": {"tenant": true}}]})]}
}
