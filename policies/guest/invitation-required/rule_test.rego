package tenantlint.rules.guest["invitation-required_test"]

import data.tenantlint.rules.guest["invitation-required"] as rule

topology(more, unknown) := {
	"members": [object.union(
		{
			"at": [0, "groups", 0, "members", 0],
			"unknown": {},
			"tenant": "contoso",
			"by": "group",
			"of": "sales",
			"account": "vera@fabrikam.com",
			"home": "fabrikam",
		},
		more,
	)],
	"index": {"tenants": {"contoso": {"unknown": unknown}}},
}

expected(of, phrase) := {{
	"message": concat(
		"",
		[`account "{account}" of tenant "{home}" `, phrase, `, but is not a guest of tenant "{tenant}"`],
	),
	"params": {"account": "vera@fabrikam.com", "home": "fabrikam", "of": of, "tenant": "contoso"},
	"at": [0, "groups", 0, "members", 0],
	"label": `not a guest of tenant "{tenant}"`,
}}

test_in_a_group if rule.report == expected("sales", `is in group "{of}"`) with input as topology({}, {})

test_in_an_environment if {
	phrase := `is given access to environment "{of}"`
	rule.report == expected("contoso/prod", phrase) with input as topology({"by": "environment", "of": "contoso/prod"}, {})
}

test_in_a_team if {
	rule.report == expected("fusion", `is in team "{of}"`) with input as topology({"by": "team", "of": "fusion"}, {})
}

test_a_maker if {
	phrase := `is a maker of deployment "{of}"`
	rule.report == expected("crm", phrase) with input as topology({"by": "makers", "of": "crm"}, {})
}

test_an_owner if {
	phrase := `owns environment "{of}"`
	rule.report == expected("contoso/dev", phrase) with input as topology({"by": "owner", "of": "contoso/dev"}, {})
}

test_a_guest if rule.report == set() with input as topology({"guest": "contoso/vera@fabrikam.com"}, {})

test_of_the_tenant if rule.report == set() with input as topology({"home": "contoso"}, {})

test_guests_unknown if rule.report == set() with input as topology({}, {"guests": true})
