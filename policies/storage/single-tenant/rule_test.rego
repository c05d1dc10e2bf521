package tenantlint.rules.storage["single-tenant_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.storage["single-tenant"] as rule

test_of_another if {
	fixture.paths(rule.report) == {[0, "environments", 0, "dataverse", "capacityFrom"]}
		with input as envs.single(envs.dataverse({"capacityFrom": "fabrikam"}), {})
}

test_its_own if rule.report == set() with input as envs.single(envs.dataverse({"capacityFrom": "contoso"}), {})

test_not_declared if rule.report == set() with input as envs.single(envs.dataverse({}), {})
