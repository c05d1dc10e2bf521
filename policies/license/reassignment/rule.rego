# METADATA
# title: Licences do not move between tenants
# description: >-
#   A licence cannot be reassigned from one tenant's enrollment to another's. The number is reduced
#   under the enrollment that has too many, and licences are added under the one that needs them;
#   both follow the terms of their own agreement.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-tenant-deployment
#     description: About multiple online environments or tenants, About multiple tenants
# custom:
#   level: error
#   help: reduce the licences in the one tenant, add licences in the other, and remove the transfer
#   since: 0.1.0
#   tags: [license]
#   precision: very-high
package tenantlint.rules.license.reassignment

report contains finding if {
	some transfer in input.licenseTransfers
	transfer.from != transfer.to
	finding := {
		"message": sprintf("licences of subscription %q cannot move from tenant %q to tenant %q", [transfer.subscriptionId, transfer.from, transfer.to]),
		"at": transfer.at,
		"label": "transfer between tenants",
		"help": sprintf("reduce the licences in tenant %q and add licences in tenant %q", [transfer.from, transfer.to]),
	}
}
