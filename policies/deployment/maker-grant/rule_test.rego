package tenantlint.rules.deployment["maker-grant_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["maker-grant"] as rule

test_missing if {
	found := rule.report with input as fixture.topology(
		{
			"engine": "almAccelerator",
			"makerGroup": {"at": [0, "makerGroup"], "unknown": {}, "grants": ["azureDevOps"]},
		},
		{},
	)
	fixture.params(found) == {
		{"kind": "enterprise", "deployment": "sales", "missing": ["canvasApps", "dataverseTables"]},
	}
}

test_all if {
	found := rule.report with input as fixture.topology(
		{
			"engine": "almAccelerator",
			"makerGroup": {
				"at": [0, "makerGroup"],
				"unknown": {},
				"grants": ["azureDevOps", "canvasApps", "dataverseTables"],
			},
		},
		{},
	)
	found == set()
}

test_azure_devops if {
	found := rule.report with input as fixture.topology(
		{"engine": "azureDevOps", "makerGroup": {"at": [0, "makerGroup"], "unknown": {}, "grants": []}},
		{},
	)
	fixture.paths(found) == {[0, "makerGroup", "grants"]}
}

test_github if {
	found := rule.report with input as fixture.topology(
		{"engine": "githubActions", "makerGroup": {"at": [0, "makerGroup"], "unknown": {}, "grants": []}},
		{},
	)
	found == set()
}

test_unknown if {
	found := rule.report with input as fixture.topology(
		{
			"engine": "almAccelerator",
			"makerGroup": {"at": [0, "makerGroup"], "unknown": {"grants": true}, "grants": []},
		},
		{},
	)
	found == set()
}
