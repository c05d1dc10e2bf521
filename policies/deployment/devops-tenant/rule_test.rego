package tenantlint.rules.deployment["devops-tenant_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["devops-tenant"] as rule

test_elsewhere if {
	findings := rule.report with input as fixture.topology(
		{"devOps": [{"at": [0, "devOps", 0], "organization": "x", "tenant": "c", "unknown": {}}]},
		{},
	)
	fixture.levels(findings) == {[[0, "devOps", 0, "tenant"], "warning"]}
}

test_third_tenant if {
	findings := rule.report with input as fixture.topology(
		{
			"scenario": "multiTenant",
			"tenants": ["a", "b"],
			"developmentTenant": "a",
			"devOps": [{"at": [0, "devOps", 0], "organization": "x", "tenant": "c", "unknown": {}}],
		},
		{},
	)
	fixture.levels(findings) == {[[0, "devOps", 0, "tenant"], "note"]}
}

test_not_in_development if {
	findings := rule.report with input as fixture.topology(
		{
			"scenario": "multiTenant",
			"tenants": ["a", "b"],
			"developmentTenant": "a",
			"devOps": [{"at": [0, "devOps", 0], "organization": "x", "tenant": "b", "unknown": {}}],
		},
		{},
	)
	fixture.levels(findings) == {[[0, "devOps", 0, "tenant"], "note"]}
}

test_in_both if {
	findings := rule.report with input as fixture.topology(
		{
			"scenario": "multiTenant",
			"tenants": ["a", "b"],
			"developmentTenant": "a",
			"devOps": [
				{"at": [0, "devOps", 0], "organization": "x", "tenant": "b", "unknown": {}},
				{"at": [0, "devOps", 1], "organization": "x", "tenant": "a", "unknown": {}},
			],
		},
		{},
	)
	findings == set()
}

test_in_development if {
	findings := rule.report with input as fixture.topology(
		{
			"scenario": "multiTenant",
			"tenants": ["a", "b"],
			"developmentTenant": "a",
			"devOps": [{"at": [0, "devOps", 0], "organization": "x", "tenant": "a", "unknown": {}}],
		},
		{},
	)
	findings == set()
}

test_wrong_tenant_reported_once if {
	findings := rule.report with input as fixture.topology(
		{
			"tenants": ["a", "b"],
			"devOps": [{"at": [0, "devOps", 0], "organization": "x", "tenant": "c", "unknown": {}}],
		},
		{},
	)
	findings == set()
}

test_makers_unknown if {
	findings := rule.report with input as fixture.topology(
		{
			"unknown": {"makers": true},
			"devOps": [{"at": [0, "devOps", 0], "organization": "x", "tenant": "c", "unknown": {}}],
		},
		{},
	)
	findings == set()
}
