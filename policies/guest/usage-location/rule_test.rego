package tenantlint.rules.guest["usage-location_test"]

import data.tenantlint.rules.guest["usage-location"] as rule

topology(tenant, more) := {
	"guests": [object.union(
		{
			"at": [0, "guests", 0],
			"unknown": {},
			"tenant": "contoso",
			"address": "vera@fabrikam.com",
			"licenses": ["POWERAPPS_PER_USER"],
		},
		more,
	)],
	"index": {"tenants": {"contoso": tenant}},
}

test_no_usage_location if {
	rule.report == {{
		"message": `guest "{guest}" of tenant "{tenant}" has license "{licenses}", but no usage location`,
		"params": {"guest": "vera@fabrikam.com", "tenant": "contoso", "licenses": ["POWERAPPS_PER_USER"]},
		"at": [0, "guests", 0, "usageLocation"],
		"label": "usageLocation is missing",
		"related": [{"at": [0, "guests", 0, "licenses"], "message": "licenses are assigned here"}],
	}} with input as topology({"unknown": {}}, {})
}

test_usage_location if rule.report == set() with input as topology({"unknown": {}}, {"usageLocation": "IE"})

test_country_of_the_directory if {
	rule.report == set() with input as topology({"countryLetterCode": "IE", "unknown": {}}, {})
}

test_country_of_the_directory_unknown if {
	rule.report == set() with input as topology({"unknown": {"countryLetterCode": true}}, {})
}

test_empty_list if rule.report == set() with input as topology({"unknown": {}}, {"licenses": []})

test_usage_location_unknown if {
	rule.report == set() with input as topology({"unknown": {}}, {"unknown": {"usageLocation": true}})
}
