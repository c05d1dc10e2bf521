# METADATA
# title: Outside developer known in the primary tenant
# description: >-
#   Development in a tenant of its own keeps people from outside the organization away from production
#   and its data: they are invited where they build and nowhere else. A guest of the development
#   tenant who is known in the primary tenant as well undoes that. Outside are accounts of partners
#   and of tenants that no manifest describes.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#multi-tenant-deployment-scenario
#     description: Tenant deployment model, Multi-tenant deployment scenario
# custom:
#   level: warning
#   help: remove the guest from the primary tenant
#   since: 0.1.0
#   tags: [guest, deployment]
#   precision: high
package tenantlint.rules.guest["outsider-in-main"]

report contains finding if {
	some shared in input.duplicates.guests
	developers := [guest |
		some guest in shared.rows
		is_external(guest)
		input.index.tenants[guest.tenant].develops
	]
	count(developers) > 0
	some guest in shared.rows
	input.index.tenants[guest.tenant].primary
	finding := {
		"message": concat(" ", [
			`guest "{guest}" from outside develops in tenant "{development}"`,
			`and is in the primary tenant "{primary}" too`,
		]),
		"params": {"guest": guest.address, "development": developers[0].tenant, "primary": guest.tenant},
		"at": guest.at,
		"label": "known in the primary tenant",
		"related": [related |
			some developer in developers
			related := {
				"at": developer.at,
				"message": `invited to the development tenant "{tenant}"`,
				"params": {"tenant": developer.tenant},
			}
		],
	}
}

is_external(guest) if {
	guest.homeTenant
	not guest.home
}

is_external(guest) if input.index.tenants[guest.home].relationship == "partner"
