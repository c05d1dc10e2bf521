package tenantlint.rules["master-data"].approval_test

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules["master-data"].approval as rule

test_none if {
	fixture.paths(rule.report) == {[1, "approval"]} with input as {"masterData": [envs.master({})]}
}

test_no_levels if {
	fixture.paths(rule.report) == {[1, "approval"]}
		with input as {"masterData": [envs.master({"approval": {"at": [1, "approval"], "unknown": {}, "levels": []}})]}
}

test_unknown if {
	rule.report == set()
		with input as {"masterData": [envs.master({"unknown": {"approval": true}})]}
}

test_levels_unknown if {
	rule.report == set()
		with input as {"masterData": [envs.master({"approval": {"at": [1, "approval"], "unknown": {"levels": true}}})]}
}

test_level if {
	rule.report == set()
		with input as {"masterData": [
			envs.master({"approval": {"at": [1, "approval"], "unknown": {}, "levels": [{"at": [1], "unknown": {}}]}}),
		]}
}
