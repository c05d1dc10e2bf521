package tenantlint.rules.deployment["maker-owner_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["maker-owner"] as rule

test_of_somebody_else if {
	findings := rule.report with input as fixture.topology(
		{"makers": [fixture.maker(0, "kim", "a/lab")]},
		{"a/lab": {"type": "Developer", "owner": "sam"}},
	)
	fixture.paths(findings) == {[0, "makers", 0, "environment"]}
}

test_own if {
	findings := rule.report with input as fixture.topology(
		{"makers": [fixture.maker(0, "kim", "a/lab")]},
		{"a/lab": {"type": "Developer", "owner": "kim"}},
	)
	findings == set()
}

test_own_tenant_in_another_spelling if {
	findings := rule.report with input as fixture.topology(
		{"makers": [object.union(fixture.maker(0, "k", "a/lab"), {"person": "kim"})]},
		{"a/lab": {"type": "Developer", "owner": "kim"}},
	)
	findings == set()
}

test_sandbox if {
	findings := rule.report with input as fixture.topology(
		{"makers": [fixture.maker(0, "kim", "a/lab")]},
		{"a/lab": {"type": "Sandbox", "owner": "sam"}},
	)
	findings == set()
}

test_owner_unknown if {
	findings := rule.report with input as fixture.topology(
		{"makers": [fixture.maker(0, "kim", "a/lab")]},
		{"a/lab": {"type": "Developer", "unknown": {"owner": true}}},
	)
	findings == set()
}

test_shared_reported_once if {
	findings := rule.report with input as fixture.topology(
		{"makers": [fixture.maker(0, "kim", "a/lab"), fixture.maker(1, "sam", "a/lab")]},
		{"a/lab": {"type": "Developer", "owner": "sam"}},
	)
	findings == set()
}
