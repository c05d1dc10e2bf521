package tenantlint.rules["master-data"]["second-level_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules["master-data"]["second-level"] as rule

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

topology(levels, unknown) := {
	"masterData": [envs.master({"approval": {"at": [1, "approval"], "unknown": unknown, "levels": levels}})],
	"index": {"groups": groups, "nested": {
		"contoso/ask": ["contoso/ask2"],
		"contoso/ask2": ["contoso/ask3", "contoso/ask"],
		"contoso/ask3": [],
	}},
}

expected := {[1, "approval", "levels"]}

test_one if fixture.paths(rule.report) == expected with input as topology([level(team("a"), [])], {})

test_same_team_twice if {
	fixture.paths(rule.report) == expected with input as topology([level(team("a"), []), level(team("a"), [])], {})
}

test_same_person if {
	rows := [level(team("a"), [person("kim@contoso.com")]), level(team("b"), [{"at": [1], "group": "contoso/allow"}])]
	fixture.paths(rule.report) == expected with input as topology(rows, {})
}

test_independent if {
	rule.report == set() with input as topology([level(team("a"), []), level(team("b"), [])], {})
	rule.report == set()
		with input as topology([level(team("a"), []), level(team("a"), []), level(team("b"), [])], {})
}

test_levels_unknown if rule.report == set() with input as topology([level(team("a"), [])], {"levels": true})

test_too_many_levels if {
	rule.report == set()
		with input as topology([level(team("a"), []) | some _ in numbers.range(1, 101)], {})
}
