# METADATA
# title: One Azure DevOps organization in two tenants
# description: >-
#   An Azure DevOps organization is connected to one Microsoft Entra tenant, from which all its users
#   come. Two deployments, or one, that name the same organization with different tenants contradict each
#   other: in one of them people and service connections cannot sign in.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#multi-tenant-deployment-scenario
#     description: Tenant deployment model, Multi-tenant deployment scenario (2023-04-10)
#   - ref: https://learn.microsoft.com/azure/devops/organizations/accounts/access-with-azure-ad
#     description: Connect your organization to Microsoft Entra ID
# custom:
#   level: error
#   help: correct the tenant, or use an organization for each tenant
#   since: 0.2.0
#   tags: [deployment, azure-devops]
#   precision: very-high
package tenantlint.rules.deployment["organization-tenant"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.duplicates.organizations
	rows := [row | some row in shared.rows; row.tenant]
	tenants := lib.tenants(rows)
	count(tenants) > 1
	finding := {
		"message": "Azure DevOps organization \"{organization}\" is connected to {count} tenants",
		"params": {"organization": shared.key, "count": lib.number(count(tenants))},
		"locations": [{"at": row.at, "label": "in tenant \"{tenant}\"", "params": {"tenant": row.tenant}} | some row in rows],
	}
}
