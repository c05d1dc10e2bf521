package tenantlint.rules.deployment["admin-teams_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["admin-teams"] as rule

test_one_group if {
	findings := rule.report with input as fixture.topology(
		{
			"adminTeams": {
				"entra": {"at": [0, "adminTeams", "entra"], "name": "a/all", "group": "a/all"},
				"powerPlatform": {
					"at": [0, "adminTeams", "powerPlatform"],
					"name": "a/all",
					"group": "a/all",
				},
				"azureDevOps": {"at": [0, "adminTeams", "azureDevOps"], "name": "a/all", "group": "a/all"},
			},
		},
		{},
	)
	fixture.locations(findings) == {
		[[0, "adminTeams", "entra"], [0, "adminTeams", "powerPlatform"], [0, "adminTeams", "azureDevOps"]],
	}
}

test_one_person if {
	findings := rule.report with input as fixture.topology(
		{
			"adminTeams": {
				"entra": {"at": [0, "adminTeams", "entra"], "name": "x", "account": "kim@a", "person": "kim"},
				"powerPlatform": {
					"at": [0, "adminTeams", "powerPlatform"],
					"name": "x",
					"account": "k@a",
					"person": "kim",
				},
				"azureDevOps": {
					"at": [0, "adminTeams", "azureDevOps"],
					"name": "x",
					"account": "kim@a",
					"person": "kim",
				},
			},
		},
		{},
	)
	fixture.params(findings) == {{"kind": "enterprise", "deployment": "sales", "team": "x"}}
}

test_two_of_three if {
	findings := rule.report with input as fixture.topology(
		{
			"adminTeams": {
				"entra": {"at": [0, "adminTeams", "entra"], "name": "a/all", "group": "a/all"},
				"powerPlatform": {
					"at": [0, "adminTeams", "powerPlatform"],
					"name": "a/all",
					"group": "a/all",
				},
				"azureDevOps": {
					"at": [0, "adminTeams", "azureDevOps"],
					"name": "a/other",
					"group": "a/other",
				},
			},
		},
		{},
	)
	findings == set()
}

test_three_people if {
	findings := rule.report with input as fixture.topology(
		{
			"adminTeams": {
				"entra": {"at": [0, "adminTeams", "entra"], "name": "a@a", "account": "a@a"},
				"powerPlatform": {"at": [0, "adminTeams", "powerPlatform"], "name": "b@a", "account": "b@a"},
				"azureDevOps": {"at": [0, "adminTeams", "azureDevOps"], "name": "a@a", "account": "a@a"},
			},
		},
		{},
	)
	findings == set()
}

test_demo if {
	findings := rule.report with input as fixture.topology(
		object.union(
			{
				"adminTeams": {
					"entra": {"at": [0, "adminTeams", "entra"], "name": "a/all", "group": "a/all"},
					"powerPlatform": {
						"at": [0, "adminTeams", "powerPlatform"],
						"name": "a/all",
						"group": "a/all",
					},
					"azureDevOps": {
						"at": [0, "adminTeams", "azureDevOps"],
						"name": "a/all",
						"group": "a/all",
					},
				},
			},
			{"scenario": "demo"},
		),
		{},
	)
	findings == set()
}
