# METADATA
# title: License transfer between tenants
# description: >-
#   A license cannot be reassigned from one tenant's enrollment to another's. The number is reduced
#   under the enrollment that has too many, and licenses are added under the one that needs them;
#   both follow the terms of their own agreement.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-tenant-deployment
#     description: About multiple online environments or tenants, About multiple tenants
# custom:
#   level: error
#   help: reduce the licenses in the one tenant, add licenses in the other, and remove the transfer
#   since: 0.1.0
#   tags: [license]
#   precision: very-high
package tenantlint.rules.license.reassignment

report contains finding if {
	some transfer in input.licenseTransfers
	transfer.from != transfer.to
	finding := {
		"message": `licenses of subscription "{subscription}" cannot move from tenant "{from}" to tenant "{to}"`,
		"params": {"subscription": transfer.subscriptionId, "from": transfer.from, "to": transfer.to},
		"at": transfer.at,
		"label": "transfer between tenants",
		"help": `reduce the licenses in tenant "{from}" and add licenses in tenant "{to}"`,
	}
}
