# METADATA
# title: Malformed Azure DevOps organization
# description: >-
#   An Azure DevOps organization is https://dev.azure.com/ORGANIZATION, or
#   https://ORGANIZATION.visualstudio.com in the older form, or ORGANIZATION alone. Its name holds
#   letters, digits and hyphens, begins and ends with a letter or digit, and has at most 50 of them. An
#   address on another host is a warning: it may be a server of the organization's own.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#demo-deployment-scenario
#     description: Tenant deployment model, Demo deployment scenario (2023-04-10)
#   - ref: https://learn.microsoft.com/azure/devops/organizations/settings/naming-restrictions#organization-names
#     description: Naming restrictions and conventions in Azure DevOps, Organization names
# custom:
#   level: error
#   help: write the URL of the organization, https://dev.azure.com/ORGANIZATION
#   since: 0.2.0
#   tags: [deployment, azure-devops]
#   precision: very-high
package tenantlint.rules.deployment["organization-name"]

report contains finding if {
	some row in input.organizations
	not row.name
	finding := object.union(
		{
			"params": {"organization": row.text, "host": object.get(row, "host", "")},
			"at": row.at,
		},
		problem(row),
	)
}

problem(row) := {"message": concat(" ", [
	"\"{organization}\" is not the name or address of",
	"an Azure DevOps organization",
])} if not row.host

problem(row) := {
	"level": "warning",
	"message": "\"{organization}\" is an address at \"{host}\", not of an Azure DevOps organization",
} if {
	row.host
}
