# METADATA
# title: Deployment without a maker group
# description: >-
#   A group in Microsoft Entra gives makers access to the Azure DevOps resources, the canvas apps and the
#   Dataverse tables of the ALM Accelerator, so that a new maker is added in one place. Other engines
#   bring nothing along that needs it, so that it is a note there, and pipelines in Power Platform are
#   exempt. A group belongs to one tenant and can grant nothing in another.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#enterprise-deployment-scenario
#     description: Tenant deployment model, Enterprise deployment scenario (2023-04-10)
# custom:
#   level: error
#   help: create a group of the makers in a tenant of the deployment, and name it in makerGroup
#   since: 0.1.0
#   tags: [deployment, maker, group]
#   precision: high
package tenantlint.rules.deployment["maker-group"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	deployment.is_enterprise(row)
	not deployment.uses_pipelines(row)
	not row.unknown.engine
	not row.makerGroup
	not row.unknown.makerGroup
	finding := {
		"level": level(row),
		"message": "{kind} deployment \"{deployment}\" has no group of makers",
		"params": deployment.params(row),
		"at": lib.path(row, "makerGroup"),
	}
}

report contains finding if {
	some row in input.deployments
	deployment.stages_known(row)
	deployment.has_allowed_tenant_count(row)
	count(row.tenants) > 0
	group := input.index.groups[row.makerGroup.group]
	not group.tenant in row.tenants
	finding := {
		"message": concat(" ", [
			"{kind} deployment \"{deployment}\" uses the makers of tenant",
			"\"{tenant}\", where it has no environment",
		]),
		"params": deployment.params_with(row, {"tenant": group.tenant}),
		"at": lib.path(row.makerGroup, "group"),
		"related": deployment.tenant_locations(row),
		"help": "use a group in a tenant of the deployment",
	}
}

level(row) := "error" if deployment.uses_accelerator(row)

level(row) := "note" if not deployment.uses_accelerator(row)
