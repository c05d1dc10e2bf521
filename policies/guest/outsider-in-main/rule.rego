# METADATA
# title: People from outside who help to develop stay out of the main tenant
# description: >-
#   Development in a tenant of its own keeps people from outside the organisation away from production
#   and its data: they are invited where they build and nowhere else. A guest of the development
#   tenant who is known in the primary tenant as well undoes that.
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
	some shared in input.shared.guests
	builders := [guest |
		some guest in shared.rows
		guest.homeTenant == "external"
		input.index.tenants[guest.tenant].develops
	]
	count(builders) > 0
	some guest in shared.rows
	input.index.tenants[guest.tenant].primary
	finding := {
		"message": sprintf("guest %q from outside develops in tenant %q and is in the primary tenant %q too", [shared.key, builders[0].tenant, guest.tenant]),
		"at": guest.at,
		"label": "known in the primary tenant",
		"related": [{"at": builder.at, "message": sprintf("invited to the development tenant %q", [builder.tenant])} | some builder in builders],
	}
}
