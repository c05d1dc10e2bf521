# METADATA
# title: One team administers Microsoft Entra, Power Platform and Azure DevOps
# description: >-
#   An enterprise is likely to have different teams for the administration of Microsoft Entra, Power
#   Platform and Azure DevOps. If one team does all three, nobody outside it sees who gave which rights to
#   the pipeline. Demos are exempt, because one person plays all parts there.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#enterprise-deployment-scenario
#     description: Tenant deployment model, Enterprise deployment scenario (2023-04-10)
# custom:
#   level: warning
#   help: name the team that administers each of the three
#   since: 0.1.0
#   tags: [deployment, administration]
#   precision: medium
package tenantlint.rules.deployment["admin-teams"]

import data.tenantlint.lib.deployment
import data.tenantlint.lib.team

report contains finding if {
	some row in input.deployments
	deployment.is_enterprise(row)
	teams := row.adminTeams
	team.same_team(teams.entra, teams.powerPlatform)
	team.same_team(teams.entra, teams.azureDevOps)
	finding := {
		"message": concat(" ", [
			"\"{team}\" administers Microsoft Entra, Power Platform and Azure",
			"DevOps for {kind} deployment \"{deployment}\"",
		]),
		"params": deployment.params_with(row, {"team": teams.entra.name}),
		"locations": [{"at": teams[platform].at, "label": "the same team"} |
			some platform in ["entra", "powerPlatform", "azureDevOps"]
		],
	}
}
