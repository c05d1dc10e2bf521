package tenantlint.rules.environment["developer-owner_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["developer-owner"] as rule

test_no_owner if {
	fixture.paths(rule.report) == {[0, "environments", 0, "owner"]}
		with input as envs.single({"type": "Developer"}, {})
}

test_owner if rule.report == set() with input as envs.single({"type": "Developer", "owner": "kim@contoso.com"}, {})

test_owner_unknown if {
	rule.report == set()
		with input as envs.single({"type": "Developer", "unknown": {"owner": true}}, {})
}

test_business_owner if rule.report == set() with input as envs.single({"owner": "kim@contoso.com"}, {})
