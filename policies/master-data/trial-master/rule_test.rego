package tenantlint.rules["master-data"]["trial-master_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules["master-data"]["trial-master"] as rule

test_trial if {
	fixture.paths(rule.report) == {[1, "master"]}
		with input as {"masterData": [envs.master({})], "index": {
			"environments": {"contoso/crm": envs.environment({"type": "Trial"})},
		}}
}

test_subscription_based_trial if {
	fixture.paths(rule.report) == {[1, "master"]}
		with input as {"masterData": [envs.master({})], "index": {
			"environments": {"contoso/crm": envs.environment({"type": "SubscriptionBasedTrial"})},
		}}
}

test_production if {
	rule.report == set()
		with input as {"masterData": [envs.master({})], "index": {"environments": {"contoso/crm": envs.environment({})}}}
}

test_not_declared if {
	rule.report == set()
		with input as {"masterData": [envs.master({})], "index": {"environments": {}}}
}
