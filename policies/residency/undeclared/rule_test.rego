package tenantlint.rules.residency.undeclared_test

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.residency.undeclared as rule

expected := {[0, "environments", 0, "data", 0, "class"]}

environment_with(item, home) := envs.single({"data": [item]}, home)

test_no_subjects if {
	every class in ["health", "personal", "bankingcustomer"] {
		fixture.paths(rule.report) == expected with input as environment_with(envs.data_set(0, "d", class, {}), {})
	}
}

test_bank_in_switzerland if {
	rule.report == set()
		with input as environment_with(envs.data_set(0, "d", "bankingcustomer", {}), {"countryLetterCode": "CH"})
}

test_declared if {
	rule.report == set() with input as environment_with(envs.patients, {})
	rule.report == set()
		with input as environment_with(envs.data_set(0, "d", "health", {"unknown": {"subjects": true}}), {})
	rule.report == set() with input as environment_with(envs.data_set(0, "d", "financial", {}), {})
}

test_entry_for_the_entire_class if {
	entry := {"at": [1], "unknown": {}, "class": "health", "allowedLocations": ["europe"]}
	rule.report == set()
		with input as object.union(
			environment_with(envs.data_set(0, "d", "health", {}), {}),
			{"index": {"residency": [entry]}},
		)
}

test_master_data if {
	row := envs.master({"data": [object.remove(envs.patients, ["subjects"])]})
	count(rule.report) == 1
		with input as {"masterData": [row], "index": {"residency": [], "environments": {}, "tenants": {}}}
}
