package tenantlint.rules.deployment["demo-separate_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["demo-separate"] as rule

demo(others, fields) := {
	"deployments": [row],
	"index": {
		"environments": fixture.environments({}),
		"deployments": {"a": array.concat([row], others)},
		"tenants": {"a": object.union({"at": [1], "name": "a", "unknown": {}}, fields)},
	},
}

row := fixture.deployment({"scenario": "demo"})

other := fixture.deployment({"at": [3], "name": "work"})

test_beside_an_enterprise if {
	found := rule.report with input as demo([other], {})
	fixture.params(found) == {
		{"kind": "demo", "deployment": "sales", "tenant": "a", "other kind": "enterprise", "other": "work"},
	}
}

test_main_tenant if {
	found := rule.report with input as demo([], {"primary": true})
	fixture.paths(found) == {[0, "scenario"]}
}

test_once if {
	found := rule.report with input as demo([other], {"primary": true})
	fixture.paths(found) == {[0, "scenario"]}
}

test_another_demo if {
	found := rule.report with input as demo([fixture.deployment({"at": [3], "scenario": "demo"})], {})
	found == set()
}

test_apart if {
	found := rule.report with input as demo([], {"primary": false})
	found == set()
}
