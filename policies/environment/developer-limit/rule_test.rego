package tenantlint.rules.environment["developer-limit_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["developer-limit"] as rule

owned_rows(n) := [row |
	some i in numbers.range(1, n)
	row := envs.nth(i, format_int(i, 10), {"owner": "kim@contoso.com"})
]

test_four if {
	fixture.locations(rule.report) == {[[0, "environments", i, "owner"] | some i in numbers.range(1, 4)]}
		with input.duplicates.developers as [{"rows": owned_rows(4)}]
}

test_three if rule.report == set() with input.duplicates.developers as [{"rows": owned_rows(3)}]

test_one_declared_four_times if {
	rows := [owned_rows(1)[0] | some _ in numbers.range(1, 4)]
	rule.report == set() with input.duplicates.developers as [{"rows": rows}]
}
