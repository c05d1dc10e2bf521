package tenantlint.rules.deployment["devops-tenant_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["devops-tenant"] as rule

test_elsewhere if {
	found := rule.report with input as fixture.topology(
		{"devOps": [{"at": [0, "devOps", 0], "organization": "x", "tenant": "c", "unknown": {}}]},
		{},
	)
	fixture.levels(found) == {[[0, "devOps", 0, "tenant"], "warning"]}
}

test_third_tenant if {
	found := rule.report with input as fixture.topology(
		{
			"scenario": "multiTenant",
			"tenants": ["a", "b"],
			"developmentTenant": "a",
			"devOps": [{"at": [0, "devOps", 0], "organization": "x", "tenant": "c", "unknown": {}}],
		},
		{},
	)
	fixture.levels(found) == {[[0, "devOps", 0, "tenant"], "note"]}
}

test_not_in_development if {
	found := rule.report with input as fixture.topology(
		{
			"scenario": "multiTenant",
			"tenants": ["a", "b"],
			"developmentTenant": "a",
			"devOps": [{"at": [0, "devOps", 0], "organization": "x", "tenant": "b", "unknown": {}}],
		},
		{},
	)
	fixture.levels(found) == {[[0, "devOps", 0, "tenant"], "note"]}
}

test_in_both if {
	found := rule.report with input as fixture.topology(
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
	found == set()
}

test_in_development if {
	found := rule.report with input as fixture.topology(
		{
			"scenario": "multiTenant",
			"tenants": ["a", "b"],
			"developmentTenant": "a",
			"devOps": [{"at": [0, "devOps", 0], "organization": "x", "tenant": "a", "unknown": {}}],
		},
		{},
	)
	found == set()
}

test_wrong_tenant_is_found_once if {
	found := rule.report with input as fixture.topology(
		{
			"tenants": ["a", "b"],
			"devOps": [{"at": [0, "devOps", 0], "organization": "x", "tenant": "c", "unknown": {}}],
		},
		{},
	)
	found == set()
}

test_makers_unknown if {
	found := rule.report with input as fixture.topology(
		{
			"unknown": {"makers": true},
			"devOps": [{"at": [0, "devOps", 0], "organization": "x", "tenant": "c", "unknown": {}}],
		},
		{},
	)
	found == set()
}
