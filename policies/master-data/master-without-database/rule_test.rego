package tenantlint.rules["master-data"]["master-without-database_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules["master-data"]["master-without-database"] as rule

test_no_database if {
	fixture.paths(rule.report) == {[1, "master"]}
		with input as {"masterData": [envs.master({})], "index": {
			"environments": {"contoso/crm": envs.environment({"noDatabase": true})},
		}}
}

test_not_declared if {
	rule.report == set()
		with input as {"masterData": [envs.master({})], "index": {"environments": {"contoso/crm": envs.environment({})}}}
}

test_database if {
	rule.report == set()
		with input as {"masterData": [envs.master({})], "index": {
			"environments": {"contoso/crm": envs.environment(envs.dataverse({}))},
		}}
}
