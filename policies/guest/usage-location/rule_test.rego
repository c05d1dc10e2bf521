package tenantlint.rules.guest["usage-location_test"]

import data.tenantlint.rules.guest["usage-location"] as rule

guest := {
	"at": [0, "guests", 0],
	"unknown": {},
	"tenant": "contoso",
	"address": "vera@fabrikam.com",
	"licenses": ["POWERAPPS_PER_USER"],
}

test_no_usage_location if {
	rule.report == {{
		"message": "guest \"vera@fabrikam.com\" of tenant \"contoso\" has licence \"POWERAPPS_PER_USER\", but no usage location",
		"at": [0, "guests", 0, "usageLocation"],
		"label": "usageLocation is missing",
		"related": [{"at": [0, "guests", 0, "licenses"], "message": "licences are assigned here"}],
	}} with input.guests as [guest]
}

test_usage_location if rule.report == set() with input.guests as [object.union(guest, {"usageLocation": "IE"})]

test_empty_list if rule.report == set() with input.guests as [object.union(guest, {"licenses": []})]

test_no_licenses if rule.report == set() with input.guests as [object.remove(guest, ["licenses"])]

test_usage_location_not_known if {
	rule.report == set() with input.guests as [object.union(guest, {"unknown": {"usageLocation": true}})]
}
