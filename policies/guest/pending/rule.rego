# METADATA
# title: Access given to a guest who has not accepted
# description: >-
#   Until the invitation is redeemed a guest cannot sign in, so whatever access was given serves
#   nobody; an invitation that nobody takes up is often a wrong address or an account that is not
#   needed any more.
# related_resources:
#   - ref: https://learn.microsoft.com/entra/external-id/redemption-experience
#     description: B2B collaboration invitation redemption
#   - ref: https://learn.microsoft.com/entra/external-id/user-properties
#     description: Properties of a Microsoft Entra B2B collaboration user
# custom:
#   level: note
#   help: have the guest redeem the invitation, send it again, or take the access away
#   since: 0.1.0
#   tags: [guest, access]
#   precision: high
package tenantlint.rules.guest.pending

import data.tenantlint.lib

report contains finding if {
	some guest in input.guests
	guest.externalUserState == "PendingAcceptance"
	environment := guest.access.environment
	finding := {
		"message": concat(" ", [
			`guest "{guest}" may enter environment "{environment}",`,
			`but has not accepted the invitation to tenant "{tenant}"`,
		]),
		"params": {"guest": guest.address, "environment": environment, "tenant": guest.tenant},
		"at": lib.path(guest, "externalUserState"),
		"label": "not accepted",
		"related": [{"at": guest.access.at, "message": `access to environment "{environment}" is given here`}],
	}
}
