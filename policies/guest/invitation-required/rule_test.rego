package tenantlint.rules.guest["invitation-required_test"]

import data.tenantlint.rules.guest["invitation-required"] as rule

member := {
	"at": [0, "groups", 0, "members", 0],
	"unknown": {},
	"tenant": "contoso",
	"by": "group",
	"of": "sales",
	"account": "vera@fabrikam.com",
	"home": "fabrikam",
}

topology(row) := {"members": [row], "index": {"tenants": {"contoso": {"unknown": {}}}}}

found(message) := {{"message": message, "at": [0, "groups", 0, "members", 0], "label": "no guest of tenant \"contoso\""}}

test_in_a_group if {
	rule.report == found("account \"vera@fabrikam.com\" of tenant \"fabrikam\" is in group \"sales\", but is no guest of tenant \"contoso\"") with input as topology(member)
}

test_in_an_environment if {
	row := object.union(member, {"by": "environment", "of": "contoso/prod"})
	rule.report == found("account \"vera@fabrikam.com\" of tenant \"fabrikam\" is given access to environment \"contoso/prod\", but is no guest of tenant \"contoso\"") with input as topology(row)
}

test_in_a_team if {
	row := object.union(member, {"by": "team", "of": "fusion"})
	rule.report == found("account \"vera@fabrikam.com\" of tenant \"fabrikam\" is in team \"fusion\", but is no guest of tenant \"contoso\"") with input as topology(row)
}

test_a_maker if {
	row := object.union(member, {"by": "makers", "of": "crm"})
	rule.report == found("account \"vera@fabrikam.com\" of tenant \"fabrikam\" is a maker of deployment \"crm\", but is no guest of tenant \"contoso\"") with input as topology(row)
}

test_a_guest if {
	row := object.union(member, {"guest": "contoso/vera@fabrikam.com"})
	rule.report == set() with input as topology(row)
}

test_of_the_tenant if {
	row := object.union(member, {"home": "contoso"})
	rule.report == set() with input as topology(row)
}

test_home_not_known if {
	row := object.remove(member, ["home"])
	rule.report == set() with input as topology(row)
}

test_guests_not_known if {
	rows := {"members": [member], "index": {"tenants": {"contoso": {"unknown": {"guests": true}}}}}
	rule.report == set() with input as rows
}
