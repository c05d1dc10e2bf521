package tenantlint.rules.guest["license-required_test"]

import data.tenantlint.rules.guest["license-required"] as rule

guest := {
	"at": [0, "guests", 0],
	"unknown": {},
	"tenant": "contoso",
	"address": "vera@fabrikam.com",
	"userType": "Guest",
	"dataverseAccess": {"environment": "contoso/orders", "at": [1, "access", 0]},
}

found := {{
	"message": "guest \"vera@fabrikam.com\" may enter environment \"contoso/orders\", but has no licence in tenant \"contoso\"",
	"at": [0, "guests", 0, "licenses"],
	"label": "no licence assigned",
	"related": [{"at": [1, "access", 0], "message": "access to environment \"contoso/orders\" is given here"}],
}}

test_no_licenses if rule.report == found with input.guests as [guest]

test_empty_list if rule.report == found with input.guests as [object.union(guest, {"licenses": []})]

test_licensed if rule.report == set() with input.guests as [object.union(guest, {"licenses": ["POWERAPPS_PER_USER"]})]

test_synchronized_member if rule.report == set() with input.guests as [object.union(guest, {"userType": "Member"})]

test_no_access_to_dataverse if {
	rule.report == set() with input.guests as [object.remove(guest, ["dataverseAccess"])]
}

test_licenses_not_known if rule.report == set() with input.guests as [object.union(guest, {"unknown": {"licenses": true}})]
