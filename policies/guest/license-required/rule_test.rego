package tenantlint.rules.guest["license-required_test"]

import data.tenantlint.rules.guest["license-required"] as rule

guest := {
	"at": [0, "guests", 0],
	"unknown": {},
	"tenant": "contoso",
	"address": "vera@fabrikam.com",
	"person": "vera@fabrikam.com",
	"userType": "Guest",
	"dataverseAccess": {"environment": "contoso/orders", "at": [1, "access", 0]},
}

topology(row, environment, administrators) := {
	"guests": [row],
	"index": {
		"environments": {"contoso/orders": object.union({"type": "Production", "unknown": {}}, environment)},
		"byTenant": {"contoso": {"administrators": administrators}},
	},
}

expected(label) := {{
	"message": `guest "{guest}" may enter environment "{environment}", but has no license in tenant "{tenant}"`,
	"params": {"guest": "vera@fabrikam.com", "environment": "contoso/orders", "tenant": "contoso"},
	"at": [0, "guests", 0, "licenses"],
	"label": label,
	"related": [{"at": [1, "access", 0], "message": `access to environment "{environment}" is given here`}],
}}

test_no_licenses if rule.report == expected("no license assigned") with input as topology(guest, {}, [])

test_empty_list if {
	row := object.union(guest, {"licenses": []})
	rule.report == expected("no license assigned") with input as topology(row, {}, [])
}

test_free_license if {
	row := object.union(guest, {"licenses": ["flow_free"]})
	rule.report == expected("free products are not a license for Dataverse") with input as topology(row, {}, [])
}

test_licensed if {
	row := object.union(guest, {"licenses": ["FLOW_FREE", "POWERAPPS_PER_USER"]})
	rule.report == set() with input as topology(row, {}, [])
}

test_synchronized_member if {
	count(rule.report) == 1 with input as topology(object.union(guest, {"userType": "Member"}), {}, [])
}

test_no_access_to_dataverse if {
	rule.report == set() with input as topology(object.remove(guest, ["dataverseAccess"]), {}, [])
}

test_licenses_unknown if {
	rule.report == set() with input as topology(object.union(guest, {"unknown": {"licenses": true}}), {}, [])
}

test_trial if rule.report == set() with input as topology(guest, {"type": "SubscriptionBasedTrial"}, [])

test_developer if rule.report == set() with input as topology(guest, {"type": "Developer"}, [])

test_pay_as_you_go if rule.report == set() with input as topology(guest, {"billingPolicy": "pay"}, [])

test_pay_as_you_go_with_apps_of_dynamics if {
	count(rule.report) == 1 with input as topology(guest, {"billingPolicy": "pay", "apps": ["Sales"]}, [])
}

administrator(roles) := [{
	"at": [0, "administrators", 0], "unknown": {},
	"userPrincipalName": "vera@fabrikam.com", "person": "vera@fabrikam.com", "roles": roles,
}]

test_administrator if {
	rule.report == set() with input as topology(guest, {}, administrator(["PowerPlatformAdministrator"]))
}

test_other_administrator if {
	count(rule.report) == 1 with input as topology(guest, {}, administrator(["HelpdeskAdministrator"]))
}
