package tenantlint.rules.deployment["demo-trial_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["demo-trial"] as rule

topology := {
	"deployments": [row],
	"index": {
		"environments": fixture.environments(trials),
		"deployments": {"a": [row]},
		"tenants": {"a": {"at": [1], "name": "a", "unknown": {}}},
	},
}

bought(fields) := object.union(topology, {"index": {"byTenant": {"a": {"subscriptions": [subscription]}}}}) if {
	subscription := object.union({"at": [2], "subscriptionId": "1", "unknown": {}}, fields)
}

row := fixture.deployment({"scenario": "demo"})

trials := {"a/dev": {"type": "Trial"}, "a/test": {"type": "Developer"}, "a/prod": {"type": "Default"}}

test_production if {
	findings := rule.report with input as fixture.topology(
		{"scenario": "demo"},
		object.union(trials, {"a/prod": {"type": "Production"}}),
	)
	fixture.paths(findings) == {[1, "a/prod", "type"]}
}

test_trials if {
	findings := rule.report with input as fixture.topology({"scenario": "demo"}, trials)
	findings == set()
}

test_bought if {
	findings := rule.report with input as bought({"trial": false, "skuPartNumber": "X"})
	fixture.paths(findings) == {[2, "trial"]}
}

test_bought_by_id if {
	findings := rule.report with input as bought({"trial": false})
	fixture.params(findings) == {{"product": "1", "tenant": "a"}}
}

test_developer_plan if {
	findings := rule.report with input as bought({"trial": false, "skuPartNumber": "POWERAPPS_DEV"})
	findings == set()
}

test_trial if {
	findings := rule.report with input as bought({"trial": true})
	findings == set()
}

test_not_declared if {
	findings := rule.report with input as bought({})
	findings == set()
}
