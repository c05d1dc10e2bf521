package tenantlint.rules.deployment["maker-owner_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["maker-owner"] as rule

test_of_somebody_else if {
	found := rule.report with input as fixture.topology(
		{"makers": [fixture.maker(0, "kim", "a/lab")]},
		{"a/lab": {"type": "Developer", "owner": "sam"}},
	)
	fixture.paths(found) == {[0, "makers", 0, "environment"]}
}

test_own if {
	found := rule.report with input as fixture.topology(
		{"makers": [fixture.maker(0, "kim", "a/lab")]},
		{"a/lab": {"type": "Developer", "owner": "kim"}},
	)
	found == set()
}

test_own_in_another_spelling if {
	found := rule.report with input as fixture.topology(
		{"makers": [object.union(fixture.maker(0, "k", "a/lab"), {"person": "kim"})]},
		{"a/lab": {"type": "Developer", "owner": "kim"}},
	)
	found == set()
}

test_sandbox if {
	found := rule.report with input as fixture.topology(
		{"makers": [fixture.maker(0, "kim", "a/lab")]},
		{"a/lab": {"type": "Sandbox", "owner": "sam"}},
	)
	found == set()
}

test_owner_unknown if {
	found := rule.report with input as fixture.topology(
		{"makers": [fixture.maker(0, "kim", "a/lab")]},
		{"a/lab": {"type": "Developer", "unknown": {"owner": true}}},
	)
	found == set()
}

test_shared_is_found_once if {
	found := rule.report with input as fixture.topology(
		{"makers": [fixture.maker(0, "kim", "a/lab"), fixture.maker(1, "sam", "a/lab")]},
		{"a/lab": {"type": "Developer", "owner": "sam"}},
	)
	found == set()
}
