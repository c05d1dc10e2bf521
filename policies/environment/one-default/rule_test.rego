package tenantlint.rules.environment["one-default_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["one-default"] as rule

shared(rows) := {"duplicates": {"defaults": [{"key": "contoso Default", "rows": rows}]}}

test_two if {
	rows := [envs.nth(0, "a", {}), envs.nth(1, "b", {})]
	fixture.locations(rule.report) == {[[0, "environments", 0, "type"], [0, "environments", 1, "type"]]}
		with input as shared(rows)
}

test_one_declared_twice if {
	rule.report == set() with input as shared([envs.nth(0, "a", {}), envs.nth(1, "a", {})])
}
