package tenantlint.rules["master-data"]["separation-of-duties_test"]

import data.tenantlint.rules["master-data"]["separation-of-duties"] as rule

team(name) := {"at": [0, "team", name], "name": name}

group(key) := object.union(team(key), {"group": key})

person(i, account) := {"at": [0, "approval", "levels", 0, "approvers", i], "account": account}

given(requesters, level) := {
	"masterData": [{
		"at": [0], "name": "accounts", "requesters": requesters, "unknown": {},
		"approval": {"at": [0, "approval"], "unknown": {}, "levels": [object.union({"at": [0, "approval", "levels", 0], "unknown": {}}, level)]},
	}],
	"index": {"groups": {
		"contoso/sales": {"members": [{"account": "megan@contoso.com"}]},
		"contoso/finance": {"members": [{"group": "contoso/seniors"}]},
		"contoso/seniors": {"members": [{"account": "megan@contoso.com"}, {"account": "alex@contoso.com"}]},
	}},
}

same(name) := {{
	"message": sprintf("team %q asks for changes of master data \"accounts\" and approves them", [name]),
	"at": [0, "team", name],
	"label": "approves",
	"related": [{"at": [0, "team", name], "message": "asks for changes"}],
}}

shared(at) := {{
	"level": "warning",
	"message": "\"megan@contoso.com\" may ask for changes of master data \"accounts\" and approve them",
	"at": at,
	"label": "approves",
	"related": [{"at": [0, "team", "contoso/sales"], "message": "asks for changes"}],
	"help": "take the person out of one of the two teams",
}}

test_same_team if {
	rule.report == same("sales") with input as given(team("sales"), {"team": team("sales")})
	rule.report == same("contoso/sales") with input as given(group("contoso/sales"), {"team": group("contoso/sales")})
}

test_shared_approver if {
	rule.report == shared([0, "approval", "levels", 0, "approvers", 1]) with input as given(group("contoso/sales"), {"team": team("audit"), "approvers": [person(0, "alex@contoso.com"), person(1, "megan@contoso.com")]})
	rule.report == shared([0, "approval", "levels", 0, "approvers", 0]) with input as given(group("contoso/sales"), {"approvers": [person(0, "megan@contoso.com")]})
}

test_shared_member_of_a_group_in_a_group if {
	rule.report == shared([0, "team", "contoso/finance"]) with input as given(group("contoso/sales"), {"team": group("contoso/finance")})
}

test_shared_member_of_an_approving_group if {
	rule.report == shared([0, "approval", "levels", 0, "approvers", 0]) with input as given(group("contoso/sales"), {"approvers": [{"at": [0, "approval", "levels", 0, "approvers", 0], "group": "contoso/seniors"}]})
}

test_separate if {
	rule.report == set() with input as given(team("sales"), {"team": team("audit"), "approvers": [person(0, "alex@contoso.com")]})
	rule.report == set() with input as given(group("contoso/sales"), {"team": group("contoso/finance"), "approvers": [person(0, "alex@contoso.com")]})
}

test_not_known if {
	open := object.union(object.remove(given({}, {"team": team("sales")}).masterData[0], ["requesters"]), {"unknown": {"requesters": true}})
	rule.report == set() with input as object.union(given({}, {}), {"masterData": [open]})
	rule.report == set() with input as given(group("contoso/sales"), {"team": group("contoso/finance"), "unknown": {"approvers": true}})
}
