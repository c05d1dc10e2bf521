package tenantlint.rules.guest["invitation-required_test"]

import data.tenantlint.rules.guest["invitation-required"] as rule

given(more, unknown) := {
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

found(of, phrase) := {{
	"message": concat(
		"",
		[`account "{account}" of tenant "{home}" `, phrase, `, but is not a guest of tenant "{tenant}"`],
	),
	"params": {"account": "vera@fabrikam.com", "home": "fabrikam", "of": of, "tenant": "contoso"},
	"at": [0, "groups", 0, "members", 0],
	"label": `not a guest of tenant "{tenant}"`,
}}

test_in_a_group if rule.report == found("sales", `is in group "{of}"`) with input as given({}, {})

test_in_an_environment if {
	phrase := `is given access to environment "{of}"`
	rule.report == found("contoso/prod", phrase) with input as given({"by": "environment", "of": "contoso/prod"}, {})
}

test_in_a_team if {
	rule.report == found("fusion", `is in team "{of}"`) with input as given({"by": "team", "of": "fusion"}, {})
}

test_a_maker if {
	phrase := `is a maker of deployment "{of}"`
	rule.report == found("crm", phrase) with input as given({"by": "makers", "of": "crm"}, {})
}

test_an_owner if {
	phrase := `owns environment "{of}"`
	rule.report == found("contoso/dev", phrase) with input as given({"by": "owner", "of": "contoso/dev"}, {})
}

test_a_guest if rule.report == set() with input as given({"guest": "contoso/vera@fabrikam.com"}, {})

test_of_the_tenant if rule.report == set() with input as given({"home": "contoso"}, {})

test_guests_not_known if rule.report == set() with input as given({}, {"guests": true})
