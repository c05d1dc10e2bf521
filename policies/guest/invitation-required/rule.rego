# METADATA
# title: Account used without an invitation
# description: >-
#   A tenant knows only its own accounts. An account of another tenant gets access to a group, an environment or
#   a team through a guest account, which an invitation or cross-tenant synchronization creates; without one,
#   access cannot be granted. The sign-in name, the mail address and the name with #EXT# of one person are one
#   account.
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
		"message": concat("", [
			`account "{account}" of tenant "{home}" `,
			phrases[member.by],
			`, but is not a guest of tenant "{tenant}"`,
		]),
		"params": {
			"account": member.account, "home": member.home,
			"of": member.of, "tenant": member.tenant,
		},
		"at": member.at,
		"label": `not a guest of tenant "{tenant}"`,
	}
}

phrases := {
	"group": `is in group "{of}"`,
	"environment": `is given access to environment "{of}"`,
	"team": `is in team "{of}"`,
	"makers": `is a maker of deployment "{of}"`,
	"owner": `owns environment "{of}"`,
}
