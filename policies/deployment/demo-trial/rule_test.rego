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
	found := rule.report with input as fixture.topology(
		{"scenario": "demo"},
		object.union(trials, {"a/prod": {"type": "Production"}}),
	)
	fixture.paths(found) == {[1, "a/prod", "type"]}
}

test_trials if {
	found := rule.report with input as fixture.topology({"scenario": "demo"}, trials)
	found == set()
}

test_bought if {
	found := rule.report with input as bought({"trial": false, "skuPartNumber": "X"})
	fixture.paths(found) == {[2, "trial"]}
}

test_bought_by_id if {
	found := rule.report with input as bought({"trial": false})
	fixture.params(found) == {{"product": "1", "tenant": "a"}}
}

test_developer_plan if {
	found := rule.report with input as bought({"trial": false, "skuPartNumber": "POWERAPPS_DEV"})
	found == set()
}

test_trial if {
	found := rule.report with input as bought({"trial": true})
	found == set()
}

test_not_said if {
	found := rule.report with input as bought({})
	found == set()
}
