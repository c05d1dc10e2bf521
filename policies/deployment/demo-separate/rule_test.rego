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

test_shared_with_an_enterprise if {
	findings := rule.report with input as demo([other], {})
	fixture.params(findings) == {
		{"kind": "demo", "deployment": "sales", "tenant": "a", "other kind": "enterprise", "other": "work"},
	}
}

test_main_tenant if {
	findings := rule.report with input as demo([], {"primary": true})
	fixture.paths(findings) == {[0, "scenario"]}
}

test_once if {
	findings := rule.report with input as demo([other], {"primary": true})
	fixture.paths(findings) == {[0, "scenario"]}
}

test_another_demo if {
	findings := rule.report with input as demo([fixture.deployment({"at": [3], "scenario": "demo"})], {})
	findings == set()
}

test_separate if {
	findings := rule.report with input as demo([], {"primary": false})
	findings == set()
}
