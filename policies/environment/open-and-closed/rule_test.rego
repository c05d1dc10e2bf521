package tenantlint.rules.environment["open-and-closed_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["open-and-closed"] as rule

test_open_and_restricted if {
	fixture.paths(rule.report) == {[0, "environments", 0, "openToTenant"]}
		with input as envs.single({"openToTenant": true, "securityGroup": "contoso/sales"}, {})
}

test_open if rule.report == set() with input as envs.single({"openToTenant": true}, {})

test_closed if {
	rule.report == set()
		with input as envs.single({"openToTenant": false, "securityGroup": "contoso/sales"}, {})
}
