# METADATA
# title: Guests who have access have accepted their invitation
# description: >-
#   Until the invitation is redeemed a guest cannot sign in, so whatever access was given serves
#   nobody; an invitation that nobody takes up is often a wrong address or an account that is no longer
#   needed.
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
		"message": sprintf("guest %q may enter environment %q, but has not accepted the invitation to tenant %q", [guest.address, environment, guest.tenant]),
		"at": lib.place(guest, "externalUserState"),
		"label": "not accepted",
		"related": [{"at": guest.access.at, "message": sprintf("access to environment %q is given here", [environment])}],
	}
}
