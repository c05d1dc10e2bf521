package tenantlint.rules.environment["open-access_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["open-access"] as rule

test_database_not_declared if {
	fixture.levels(rule.report) == {[[0, "environments", 0, "securityGroup"], "note"]}
		with input as envs.single({"stage": "production"}, {})
}

test_production if {
	fixture.levels(rule.report) == {[[0, "environments", 0, "securityGroup"], "warning"]}
		with input as envs.single(object.union({"stage": "production"}, envs.dataverse({})), {})
}

test_type_production_without_stage if {
	fixture.levels(rule.report) == {[[0, "environments", 0, "securityGroup"], "warning"]}
		with input as envs.single(envs.dataverse({}), {})
}

test_in_test if {
	fixture.levels(rule.report) == {[[0, "environments", 0, "securityGroup"], "note"]}
		with input as envs.single(object.union({"stage": "test"}, envs.dataverse({})), {})
}

test_classified_data if {
	fixture.levels(rule.report) == {[[0, "environments", 0, "securityGroup"], "warning"]}
		with input as envs.single(object.union({"stage": "test", "data": [envs.patients]}, envs.dataverse({})), {})
}

test_sample_data if {
	fixture.levels(rule.report) == {[[0, "environments", 0, "securityGroup"], "note"]}
		with input as envs.single(
			object.union({"stage": "test", "data": [envs.data_set(0, "d", "sample", {})]}, envs.dataverse({})),
			{},
		)
}

test_no_database if rule.report == set() with input as envs.single({"noDatabase": true}, {})

test_database_unknown if rule.report == set() with input as envs.single({"unknown": {"dataverse": true}}, {})

test_security_group if rule.report == set() with input as envs.single({"securityGroup": "contoso/sales"}, {})

test_open_on_purpose if rule.report == set() with input as envs.single({"openToTenant": true}, {})

test_group_unknown if rule.report == set() with input as envs.single({"unknown": {"securityGroup": true}}, {})

test_open_unknown if rule.report == set() with input as envs.single({"unknown": {"openToTenant": true}}, {})

test_types_without_security_group if {
	every type in ["Default", "Developer", "Teams", "Trial", "SubscriptionBasedTrial", "Support", "Platform", "Agentic"] {
		rule.report == set() with input as envs.single({"type": type}, {})
	}
}
