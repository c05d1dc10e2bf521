package tenantlint.rules.environment["open-and-closed_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["open-and-closed"] as rule

test_both if {
	fixture.places(rule.report) == {[0, "environments", 0, "openToTenant"]}
		with input as envs.one({"openToTenant": true, "securityGroup": "contoso/sales"}, {})
}

test_open if rule.report == set() with input as envs.one({"openToTenant": true}, {})

test_closed if {
	rule.report == set()
		with input as envs.one({"openToTenant": false, "securityGroup": "contoso/sales"}, {})
}
