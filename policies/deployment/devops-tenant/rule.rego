# METADATA
# title: Azure DevOps organization outside the development tenant
# description: >-
#   An Azure DevOps organization is connected to one tenant, and its people and service connections are
#   accounts of that tenant. Where the deployment has nothing there, its makers are guests of the
#   organization at best. In a deployment over several tenants the organization might be in the one where
#   development happens, because the makers work there and people from outside may be invited to it;
#   another place is a note.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#multi-tenant-deployment-scenario
#     description: Tenant deployment model, Multi-tenant deployment scenario (2023-04-10)
#   - ref: https://learn.microsoft.com/azure/devops/organizations/accounts/access-with-azure-ad
#     description: Connect your organization to Microsoft Entra ID
# custom:
#   level: warning
#   help: use an organization that is connected to the development tenant
#   since: 0.1.0
#   tags: [deployment, azure-devops]
#   precision: high
package tenantlint.rules.deployment["devops-tenant"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	deployment.stages_known(row)
	deployment.has_allowed_tenant_count(row)
	not row.unknown.makers
	count(row.tenants) > 0
	some organization in row.devOps
	tenant := organization.tenant
	not tenant in row.tenants
	finding := {
		"level": level(row),
		"message": concat(" ", [
			"Azure DevOps of {kind} deployment \"{deployment}\" is in tenant",
			"\"{tenant}\", where it has no environment",
		]),
		"params": deployment.params_with(row, {"tenant": tenant}),
		"at": lib.path(organization, "tenant"),
		"related": deployment.tenant_locations(row),
	}
}

report contains finding if {
	some row in input.deployments
	row.scenario == "multiTenant"
	deployment.stages_known(row)
	every organization in row.devOps {
		organization.tenant != row.developmentTenant
	}
	some organization in row.devOps
	tenant := organization.tenant
	tenant in row.tenants
	finding := {
		"level": "note",
		"message": concat(" ", [
			"Azure DevOps of {kind} deployment \"{deployment}\" is in tenant",
			"\"{tenant}\", but development is in \"{development}\"",
		]),
		"params": deployment.params_with(row, {"tenant": tenant, "development": row.developmentTenant}),
		"at": lib.path(organization, "tenant"),
		"related": [{"at": at, "message": "development"} | some at in deployment.development_environments(row)],
	}
}

level(row) := "note" if row.scenario == "multiTenant"

level(row) := "warning" if row.scenario != "multiTenant"
