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
	findings := rule.report with input as fixture.topology({"scenario": "demo"}, {"a/prod": {"stage": "production"}})
	fixture.paths(findings) == {[1, "a/prod", "stage"]}
}

test_purpose_of_a_trial if {
	findings := rule.report with input as fixture.topology(
		{"scenario": "demo"},
		{"a/prod": {"stage": "production", "type": "Trial"}},
	)
	findings == set()
}

test_data if {
	findings := rule.report with input as fixture.topology(
		{"scenario": "demo"},
		{"a/lab": {}, "a/dev": {"data": [{"at": [5], "name": "x", "class": "personal", "unknown": {}}]}},
	)
	fixture.paths(findings) == {[5, "name"]}
}

test_sample_data if {
	findings := rule.report with input as fixture.topology(
		{"scenario": "demo"},
		{"a/dev": {"data": [{"at": [5], "name": "x", "class": "sample", "unknown": {}}]}},
	)
	findings == set()
}

test_production_in_the_same_tenant if {
	findings := rule.report with input as demo({"stage": "production"})
	fixture.paths(findings) == {[2, "stage"]}
}

test_data_in_the_same_tenant if {
	findings := rule.report with input as demo({"data": [{"at": [5], "name": "x", "class": "health", "unknown": {}}]})
	fixture.paths(findings) == {[5, "name"]}
}

test_training_in_the_same_tenant if {
	findings := rule.report with input as demo({"stage": "training"})
	findings == set()
}

test_enterprise if {
	findings := rule.report with input as fixture.topology({}, {"a/prod": {"stage": "production"}})
	findings == set()
}
