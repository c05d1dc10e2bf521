package tenantlint.rules["master-data"]["separation-of-duties_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.rules["master-data"]["separation-of-duties"] as rule

team(name) := {"at": [1, "levels", name], "name": name}

group(key) := object.union(team(key), {"group": key})

person(name) := {"at": [1, "approvers", name], "account": name, "person": name}

level(who, approvers) := {"at": [1], "unknown": {}, "team": who, "approvers": approvers}

member(name) := {"at": [0], "account": name, "person": name}

inner(key) := {"at": [0], "group": key}

groups := {
	"contoso/ask": {"at": [0], "unknown": {}, "members": [inner("contoso/ask2")]},
	"contoso/ask2": {"at": [0], "unknown": {}, "members": [inner("contoso/ask3"), inner("contoso/ask")]},
	"contoso/ask3": {"at": [0], "unknown": {}, "members": [member("kim@contoso.com")]},
	"contoso/allow": {"at": [0], "unknown": {}, "members": [
		{"at": [0], "account": "kim_contoso", "person": "kim@contoso.com"},
	]},
	"contoso/audit": {"at": [0], "unknown": {}, "members": [member("sam@contoso.com")]},
}

topology(requesters, levels) := {
	"masterData": [
		envs.master({"requesters": requesters, "approval": {"at": [1, "approval"], "unknown": {}, "levels": levels}}),
	],
	"index": {"groups": groups, "nested": {
		"contoso/ask": ["contoso/ask2"],
		"contoso/ask2": ["contoso/ask3", "contoso/ask"],
		"contoso/ask3": [],
	}},
}

level_of(who) := object.remove(level(who, []), ["approvers"])

levels_of contains [finding.at, object.get(finding, "level", "error")] if some finding in rule.report

test_same_team if {
	levels_of == {[[1, "levels", "sales"], "error"]}
		with input as topology(team("sales"), [level_of(team("sales"))])
	levels_of == {[[1, "levels", "contoso/ask"], "error"]}
		with input as topology(group("contoso/ask"), [level_of(group("contoso/ask"))])
}

test_one_person_in_both if {
	levels_of == {[[1, "levels", "contoso/allow"], "warning"]}
		with input as topology(group("contoso/ask"), [level_of(group("contoso/allow"))])
	levels_of == {[[1, "levels", "contoso/allow"], "warning"]}
		with input as topology(person("kim@contoso.com"), [level_of(group("contoso/allow"))])
}

test_approver if {
	levels_of == {
		[[1, "approvers", "kim@contoso.com"], "warning"],
	} with input as topology(group("contoso/ask"), [level(team("finance"), [person("kim@contoso.com")])])
	approver := {"at": [1, "approvers", 0], "group": "contoso/ask2"}
	levels_of == {[[1, "approvers", 0], "warning"]}
		with input as topology(person("kim@contoso.com"), [level(team("finance"), [approver])])
}

test_separate if {
	levels_of == set()
		with input as topology(group("contoso/ask"), [level_of(group("contoso/audit")), level_of(team("finance"))])
	levels_of == set() with input as topology(team("sales"), [level_of(team("finance"))])
}

test_approvers_unknown if {
	open := object.union(level_of(group("contoso/allow")), {"unknown": {"approvers": true}})
	levels_of == set() with input as topology(group("contoso/ask"), [open])
}
