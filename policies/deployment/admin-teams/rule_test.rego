package tenantlint.rules.deployment["admin-teams_test"]

import data.tenantlint.rules.deployment["admin-teams"] as rule

stage(i, name, keys) := {"at": [0, "stages", i], "stage": name, "unknown": {}, "environments": [{"at": [0, "stages", i, "environments", j], "key": key} | some j, key in keys]}

row(fields) := object.union({"at": [0], "name": "sales", "scenario": "enterprise", "unknown": {}, "tenants": ["contoso"], "stages": []}, fields)

team(platform, name) := {"at": [0, "adminTeams", platform], "name": name}

given(scenario, entra, power, devops) := {"deployments": [row({"scenario": scenario, "adminTeams": {
	"at": [0, "adminTeams"], "unknown": {},
	"entra": team("entra", entra), "powerPlatform": team("powerPlatform", power), "azureDevOps": team("azureDevOps", devops),
}})]}

test_one_team if {
	rule.report == {{
		"message": "\"operations\" administers Microsoft Entra, Power Platform and Azure DevOps for enterprise deployment \"sales\"",
		"sites": [
			{"at": [0, "adminTeams", "entra"], "label": "one team"},
			{"at": [0, "adminTeams", "powerPlatform"], "label": "one team"},
			{"at": [0, "adminTeams", "azureDevOps"], "label": "one team"},
		],
	}} with input as given("enterprise", "operations", "operations", "operations")
}

test_different_teams if {
	rule.report == set() with input as given("enterprise", "identity", "platform", "devops")
	rule.report == set() with input as given("enterprise", "identity", "platform", "platform")
}

test_demo if {
	rule.report == set() with input as given("demo", "operations", "operations", "operations")
}

test_not_known if {
	one := {"entra": team("entra", "operations"), "powerPlatform": team("powerPlatform", "operations"), "unknown": {"azureDevOps": true}}
	rule.report == set() with input as {"deployments": [row({"adminTeams": one})]}
}
