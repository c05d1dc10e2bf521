package tenantlint.rules["master-data"]["second-level_test"]

import data.tenantlint.rules["master-data"]["second-level"] as rule

level(i, name, approvers) := {
	"at": [0, "approval", "levels", i], "unknown": {}, "approvers": [{"at": [0, "approval", "levels", i, "approvers", j], "account": a} | some j, a in approvers],
	"team": {"at": [0, "approval", "levels", i, "team"], "name": name},
}

given(levels) := {"masterData": [{
	"at": [0], "name": "accounts", "unknown": {},
	"approval": {"at": [0, "approval"], "unknown": {}, "levels": levels},
}]}

dependent(names) := {{
	"message": "the two levels of approval of master data \"accounts\" are not independent",
	"at": [0, "approval", "levels"],
	"label": "the same team or person decides at several",
	"related": [{"at": [0, "approval", "levels", i, "team"], "message": sprintf("team %q decides here", [name])} | some i, name in names],
}}

test_one_level if {
	rule.report == {{
		"message": "changes of master data \"accounts\" pass one level of approval",
		"at": [0, "approval", "levels"],
		"label": "one level",
	}} with input as given([level(0, "audit", [])])
}

test_one_team_twice if {
	rule.report == dependent(["audit", "audit"]) with input as given([level(0, "audit", []), level(1, "audit", [])])
}

test_one_person_twice if {
	rule.report == dependent(["audit", "board"]) with input as given([level(0, "audit", ["megan@contoso.com"]), level(1, "board", ["alex@contoso.com", "megan@contoso.com"])])
}

test_independent if {
	rule.report == set() with input as given([level(0, "audit", ["megan@contoso.com"]), level(1, "board", ["alex@contoso.com"])])
	rule.report == set() with input as given([level(0, "audit", []), level(1, "audit", []), level(2, "board", [])])
}

test_not_known if {
	rule.report == set() with input as {"masterData": [{"at": [0], "name": "accounts", "unknown": {}, "approval": {"at": [0, "approval"], "unknown": {"levels": true}}}]}
	open := {"at": [0, "approval", "levels", 1], "unknown": {"team": true}}
	rule.report == set() with input as given([level(0, "audit", []), open])
}
