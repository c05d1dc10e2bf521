package tenantlint.rules.deployment["demo-production_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["demo-production"] as rule

demo(beside) := {
	"deployments": [row],
	"index": {
		"environments": fixture.environments({}),
		"deployments": {"a": [row]},
		"byTenant": {"a": {"environments": array.concat(
			[env | some env in fixture.environments({})],
			[object.union({"at": [2], "key": "a/more", "tenant": "a", "unknown": {}, "type": "Production"}, beside)],
		)}},
		"tenants": {"a": {"at": [1], "name": "a", "unknown": {}}},
	},
}

row := fixture.deployment({"scenario": "demo"})

test_purpose if {
	found := rule.report with input as fixture.topology({"scenario": "demo"}, {"a/prod": {"stage": "production"}})
	fixture.paths(found) == {[1, "a/prod", "stage"]}
}

test_purpose_of_a_trial if {
	found := rule.report with input as fixture.topology(
		{"scenario": "demo"},
		{"a/prod": {"stage": "production", "type": "Trial"}},
	)
	found == set()
}

test_data if {
	found := rule.report with input as fixture.topology(
		{"scenario": "demo"},
		{"a/lab": {}, "a/dev": {"data": [{"at": [5], "name": "x", "class": "personal", "unknown": {}}]}},
	)
	fixture.paths(found) == {[5, "name"]}
}

test_sample_data if {
	found := rule.report with input as fixture.topology(
		{"scenario": "demo"},
		{"a/dev": {"data": [{"at": [5], "name": "x", "class": "sample", "unknown": {}}]}},
	)
	found == set()
}

test_beside_it if {
	found := rule.report with input as demo({"stage": "production"})
	fixture.paths(found) == {[2, "stage"]}
}

test_data_beside_it if {
	found := rule.report with input as demo({"data": [{"at": [5], "name": "x", "class": "health", "unknown": {}}]})
	fixture.paths(found) == {[5, "name"]}
}

test_training_beside_it if {
	found := rule.report with input as demo({"stage": "training"})
	found == set()
}

test_enterprise if {
	found := rule.report with input as fixture.topology({}, {"a/prod": {"stage": "production"}})
	found == set()
}
