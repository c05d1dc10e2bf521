# METADATA
# title: Maker group lacks a grant
# description: >-
#   The group of makers gives access to the Azure DevOps resources, the canvas apps and the Dataverse
#   tables of the ALM Accelerator. Without one of the three a maker sees the app and cannot commit, or the
#   other way round. What an engine does not use needs no grant.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#enterprise-deployment-scenario
#     description: Tenant deployment model, Enterprise deployment scenario (2023-04-10)
# custom:
#   level: warning
#   help: grant it to the group, and list it in grants
#   since: 0.2.0
#   aliases: [deployment/maker-group]
#   tags: [deployment, maker, group]
#   precision: high
package tenantlint.rules.deployment["maker-grant"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	deployment.is_enterprise(row)
	row.makerGroup
	not row.makerGroup.unknown.grants
	granted := {grant | some grant in row.makerGroup.grants}
	missing := [grant | some grant in data.facts.deployment.grants[row.engine]; not grant in granted]
	count(missing) > 0
	finding := {
		"message": "the makers of {kind} deployment \"{deployment}\" are not granted \"{missing}\"",
		"params": deployment.params_with(row, {"missing": missing}),
		"at": lib.path(row.makerGroup, "grants"),
	}
}
