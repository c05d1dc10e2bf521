package tenantlint.rules.deployment["maker-grant_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["maker-grant"] as rule

test_missing if {
	findings := rule.report with input as fixture.topology(
		{
			"engine": "almAccelerator",
			"makerGroup": {"at": [0, "makerGroup"], "unknown": {}, "grants": ["azureDevOps"]},
		},
		{},
	)
	fixture.params(findings) == {
		{"kind": "enterprise", "deployment": "sales", "missing": ["canvasApps", "dataverseTables"]},
	}
}

test_all if {
	findings := rule.report with input as fixture.topology(
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
	findings == set()
}

test_azure_devops if {
	findings := rule.report with input as fixture.topology(
		{"engine": "azureDevOps", "makerGroup": {"at": [0, "makerGroup"], "unknown": {}, "grants": []}},
		{},
	)
	fixture.paths(findings) == {[0, "makerGroup", "grants"]}
}

test_github if {
	findings := rule.report with input as fixture.topology(
		{"engine": "githubActions", "makerGroup": {"at": [0, "makerGroup"], "unknown": {}, "grants": []}},
		{},
	)
	findings == set()
}

test_unknown if {
	findings := rule.report with input as fixture.topology(
		{
			"engine": "almAccelerator",
			"makerGroup": {"at": [0, "makerGroup"], "unknown": {"grants": true}, "grants": []},
		},
		{},
	)
	findings == set()
}
