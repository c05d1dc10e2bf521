package tenantlint.rules.deployment["native-pipelines_test"]

import data.tenantlint.rules.deployment["native-pipelines"] as rule

stage(i, name, keys) := {"at": [0, "stages", i], "stage": name, "unknown": {}, "environments": [{"at": [0, "stages", i, "environments", j], "key": key} | some j, key in keys]}

row(fields) := object.union({"at": [0], "name": "sales", "scenario": "enterprise", "unknown": {}, "tenants": ["contoso"], "stages": []}, fields)

env(key, fields) := object.union(
	{"at": [1, "environments", key], "key": key, "tenant": split(key, "/")[0], "type": "Production", "location": "europe", "managed": true, "dataverse": {"at": [1], "unknown": {}}, "unknown": {}},
	fields,
)

keys := ["a/dev", "a/test", "a/prod", "a/host", "b/host"]

changed(key, fields) := {"environments": object.union({k: env(k, {}) | some k in keys}, {key: env(key, fields)})}

stages := [stage(0, "development", ["a/dev"]), stage(1, "test", ["a/test"]), stage(2, "production", ["a/prod"])]

given(fields, index) := {"deployments": [row(object.union({"engine": "powerPlatformPipelines", "tenants": ["a"], "stages": stages}, fields))], "index": index}

fine := changed("a/dev", {})

ref(i) := [0, "stages", i, "environments", 0]

in_a := [{"at": ref(0), "message": "in tenant \"a\""}]

test_two_tenants if {
	rule.report == {{
		"message": "native pipelines of multi-tenant deployment \"sales\" reach over two tenants",
		"at": [0, "engine"],
		"label": "stays in one tenant",
		"related": in_a,
		"help": "use the ALM Accelerator, Azure DevOps or GitHub Actions between tenants",
	}} with input as given({"scenario": "multiTenant", "tenants": ["a", "b"]}, fine)
	rule.report == set() with input as given({"tenants": ["a", "b"]}, fine)
}

test_host_in_another_tenant if {
	rule.report == {{
		"message": "native pipelines of enterprise deployment \"sales\" have their host in tenant \"b\"",
		"at": [0, "host"],
		"related": in_a,
		"help": "use a host in tenant \"a\"",
	}} with input as given({"host": "b/host"}, fine)
}

test_target_is_not_managed if {
	rule.report == {{
		"message": "\"a/prod\" is a target of native pipelines, but no managed environment",
		"at": ref(2),
		"related": [{"at": [1, "environments", "a/prod", "managed"], "message": "not managed"}],
		"help": "make it a managed environment",
	}} with input as given({}, changed("a/prod", {"managed": false}))
}

test_what_need_not_be_managed if {
	rule.report == set() with input as given({"host": "a/host"}, changed("a/host", {"managed": false}))
	rule.report == set() with input as given({}, changed("a/dev", {"managed": false}))
	rule.report == set() with input as given({}, changed("a/test", {"managed": false, "type": "Developer"}))
	rule.report == set() with input as given({}, changed("a/test", {"managed": false, "unknown": {"managed": true}}))
}

test_no_database if {
	bare := {"environments": object.union(object.remove(fine.environments, ["a/dev"]), {"a/dev": object.remove(env("a/dev", {}), ["dataverse"])})}
	rule.report == {{
		"message": "\"a/dev\" takes part in native pipelines, but has no Dataverse database",
		"at": ref(0),
		"related": [{"at": [1, "environments", "a/dev", "dataverse"], "message": "no database"}],
		"help": "add a Dataverse database to the environment",
	}} with input as given({}, bare)
	open := object.union(bare, {"environments": {"a/dev": {"unknown": {"dataverse": true}}}})
	rule.report == set() with input as given({}, open)
}

several(n) := {"stages": array.concat([stages[0]], [stage(i, "test", []) | some i in numbers.range(1, n)])}

test_more_than_seven_stages if {
	rule.report == {{
		"message": "native pipelines of enterprise deployment \"sales\" have 8 stages; they take 7",
		"at": [0, "stages", 8, "stage"],
		"label": "one too many",
		"help": "split the pipeline, or take out a stage",
	}} with input as given(several(8), fine)
	rule.report == set() with input as given(several(7), fine)
}

reused := {"stages": [stages[0], stage(1, "test", ["a/dev"])]}

test_development_is_a_target if {
	rule.report == {{
		"message": "\"a/dev\" is a development environment and a target of native pipelines",
		"sites": [{"at": ref(0), "label": "developed here"}, {"at": ref(1), "label": "and deployed to here"}],
		"help": "use another environment for one of the two",
	}} with input as given(reused, fine)
	maker := {"makers": [{"at": [0, "makers", 0], "user": "adele", "environment": "a/dev", "unknown": {}}]}
	rule.report == set() with input as given(object.union(reused, maker), fine)
}

test_host_is_a_stage if {
	rule.report == {{
		"level": "warning",
		"message": "host \"a/prod\" of native pipelines is also a stage",
		"at": [0, "host"],
		"related": [{"at": ref(2), "message": "a stage"}],
		"help": "use an environment of its own as the host",
	}} with input as given({"host": "a/prod"}, fine)
}

test_host_in_another_geography if {
	rule.report == {{
		"level": "warning",
		"message": "host \"a/host\" of native pipelines stands in \"europe\", but serves \"japan\"",
		"at": [0, "host"],
		"related": [{"at": [1, "environments", "a/host", "location"], "message": "the host's location"}, {"at": ref(2), "message": "in \"japan\""}],
		"help": "use a host in the same geography, or switch deployments across geographies on",
	}} with input as given({"host": "a/host"}, changed("a/prod", {"location": "japan"}))
}

test_host_apart if {
	rule.report == set() with input as given({"host": "a/host"}, fine)
	rule.report == set() with input as given({"host": "a/host", "stages": array.concat(stages, [stage(3, "host", ["a/host"])])}, fine)
}

test_other_engine if {
	rule.report == set() with input as given({"engine": "azureDevOps"}, changed("a/prod", {"managed": false}))
}
