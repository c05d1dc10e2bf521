package tenantlint.rules.environment["group-without-database_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["group-without-database"] as rule

test_no_database if {
	fixture.paths(rule.report) == {[0, "environments", 0, "securityGroup"]}
		with input as envs.single({"noDatabase": true, "securityGroup": "contoso/sales"}, {})
}

test_database if {
	rule.report == set()
		with input as envs.single(object.union({"securityGroup": "contoso/sales"}, envs.dataverse({})), {})
}

test_not_declared if rule.report == set() with input as envs.single({"securityGroup": "contoso/sales"}, {})

test_no_group if rule.report == set() with input as envs.single({"noDatabase": true}, {})

test_type_without_security_group if {
	rule.report == set()
		with input as envs.single({"noDatabase": true, "securityGroup": "contoso/sales", "type": "Default"}, {})
}
