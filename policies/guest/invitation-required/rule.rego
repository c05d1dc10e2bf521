# METADATA
# title: An account of another tenant is invited before it is named
# description: >-
#   A tenant knows its own accounts only. An account of another tenant gets into a group, an
#   environment or a team by way of a guest that stands for it, which an invitation or cross-tenant
#   synchronization creates; without one there is nothing to which access could be given.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-tenant-deployment
#     description: About multiple online environments or tenants, About multiple tenants
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#multi-tenant-deployment-scenario
#     description: Tenant deployment model, Multi-tenant deployment scenario
# custom:
#   level: error
#   help: invite the account to the tenant and list it under guests, or take it out
#   since: 0.1.0
#   tags: [guest, access]
#   precision: high
package tenantlint.rules.guest["invitation-required"]

report contains finding if {
	some member in input.members
	member.home != member.tenant
	not member.guest
	not input.index.tenants[member.tenant].unknown.guests
	finding := {
		"message": sprintf("account %q of tenant %q %s, but is no guest of tenant %q", [member.account, member.home, part(member), member.tenant]),
		"at": member.at,
		"label": sprintf("no guest of tenant %q", [member.tenant]),
	}
}

part(member) := sprintf(phrases[member.by], [member.of])

phrases := {
	"group": "is in group %q",
	"environment": "is given access to environment %q",
	"team": "is in team %q",
	"makers": "is a maker of deployment %q",
}
