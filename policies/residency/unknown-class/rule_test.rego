package tenantlint.rules.residency["unknown-class_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.rules.residency["unknown-class"] as rule

suggestions contains finding.suggestion if some finding in rule.report

test_one_letter_off if {
	suggestions == {"health"} with input as envs.single({"data": [envs.data_set(0, "d", "healt", {})]}, {})
	suggestions == {"health"} with input as envs.single({"data": [envs.data_set(0, "d", "helath", {})]}, {})
	suggestions == {"bankingCustomer"}
		with input as envs.single({"data": [envs.data_set(0, "d", "bankingcustomers", {})]}, {})
}

test_not_similar if {
	every class in ["health", "wealth", "personal", "financial", "secret", "h"] {
		suggestions == set() with input as envs.single({"data": [envs.data_set(0, "d", class, {})]}, {})
	}
}

test_no_class if {
	rule.report == set()
		with input as envs.single({"data": [object.remove(envs.patients, ["class"])]}, {})
}

test_class_of_the_topology if {
	entry := {"at": [1], "unknown": {}, "class": "heath", "allowedLocations": ["europe"]}
	given := envs.single({"data": [envs.data_set(0, "d", "heath", {})]}, {})
	rule.report == set() with input as object.union(given, {"index": {"residency": [entry]}})
}

test_master_data if {
	row := envs.master({"data": [envs.data_set(0, "d", "healt", {})]})
	count(rule.report) == 1 with input as {"masterData": [row], "index": {"residency": []}}
}
