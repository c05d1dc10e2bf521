package tenantlint.rules.deployment["demo-trial_test"]

import data.tenantlint.rules.deployment["demo-trial"] as rule

demo := {
	"at": [0], "name": "show", "scenario": "demo", "unknown": {}, "tenants": ["a"],
	"stages": [{"at": [0, "stages", 0], "stage": "development", "unknown": {}, "environments": [{"at": [0, "stages", 0, "environments", 0], "key": "a/lab"}]}],
}

given(type, stage, subscriptions) := {"deployments": [demo], "index": {
	"environments": {"a/lab": {"at": [1, "environments", 0], "tenant": "a", "type": type, "stage": stage, "unknown": {}}},
	"deployments": {"a": [demo]},
	"of": {"a": {"subscriptions": subscriptions}},
}}

bought := {"at": [1, "subscriptions", 0], "skuPartNumber": "POWERAPPS_PER_USER", "trial": false, "unknown": {}}

test_environment_is_no_trial if {
	rule.report == {{
		"message": "demo deployment \"show\" uses environment \"a/lab\" of type \"Sandbox\", which is no trial",
		"at": [1, "environments", 0, "type"],
		"related": [{"at": [0, "stages", 0, "environments", 0], "message": "part of the demo"}],
		"help": "use a trial or developer environment",
	}} with input as given("Sandbox", "test", [])
}

test_licences_are_no_trial if {
	rule.report == {{
		"message": "subscription \"POWERAPPS_PER_USER\" of demo tenant \"a\" is no trial",
		"at": [1, "subscriptions", 0, "trial"],
		"related": [{"at": [0, "scenario"], "message": "demo deployment \"show\" stands in the tenant"}],
		"help": "use trial licences in a demo tenant",
	}} with input as given("Trial", "test", [bought])
}

test_trial if {
	every type in ["Trial", "SubscriptionBasedTrial", "Developer", "Default"] {
		rule.report == set() with input as given(type, "test", [object.union(bought, {"trial": true})])
	}
}

test_not_known if {
	rule.report == set() with input as given("Trial", "test", [object.union(object.remove(bought, ["trial"]), {"unknown": {"trial": true}})])
}

test_findings_of_other_rules if {
	rule.report == set() with input as given("Production", "production", [])
	enterprise := {"at": [2], "name": "sales", "scenario": "enterprise", "unknown": {}, "tenants": ["a"]}
	rule.report == set() with input as given("Sandbox", "test", [bought]) with input.index.deployments as {"a": [demo, enterprise]}
}
