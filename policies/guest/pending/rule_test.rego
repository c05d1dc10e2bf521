package tenantlint.rules.guest.pending_test

import data.tenantlint.rules.guest.pending as rule

guest := {
	"at": [0, "guests", 0],
	"unknown": {},
	"tenant": "contoso",
	"address": "vera@fabrikam.com",
	"externalUserState": "PendingAcceptance",
	"access": {"environment": "contoso/orders", "at": [1, "access", 0]},
}

test_access_before_acceptance if {
	rule.report == {{
		"message": concat(" ", [
			`guest "{guest}" may enter environment "{environment}",`,
			`but has not accepted the invitation to tenant "{tenant}"`,
		]),
		"params": {"guest": "vera@fabrikam.com", "environment": "contoso/orders", "tenant": "contoso"},
		"at": [0, "guests", 0, "externalUserState"],
		"label": "not accepted",
		"related": [{"at": [1, "access", 0], "message": `access to environment "{environment}" is given here`}],
	}} with input.guests as [guest]
}

test_accepted if rule.report == set() with input.guests as [object.union(guest, {"externalUserState": "Accepted"})]

test_state_not_declared if rule.report == set() with input.guests as [object.remove(guest, ["externalUserState"])]

test_no_access if rule.report == set() with input.guests as [object.remove(guest, ["access"])]
