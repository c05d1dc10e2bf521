package tenantlint.rules["master-data"]["no-scope_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules["master-data"]["no-scope"] as rule

test_none if {
	fixture.paths(rule.report) == {[1, "scope"]} with input as {"masterData": [envs.master({})]}
}

test_empty if rule.report == set() with input as {"masterData": [envs.master({"scope": []})]}

test_unknown if rule.report == set() with input as {"masterData": [envs.master({"unknown": {"scope": true}})]}
