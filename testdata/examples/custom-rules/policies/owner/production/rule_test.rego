package tenantlint.rules_test.owner.production

import data.tenantlint.rules.owner.production as rule

env := {
	"at": [0, "environments", 0], "tenant": "contoso", "key": "contoso/sales-prod", "name": "sales-prod",
	"stage": "production", "securityGroup": "contoso/sales", "unknown": {},
}

topology(group) := {
	"environments": [env],
	"index": {"groups": {"contoso/sales": object.union({"at": [0, "groups", 0], "tenant": "contoso", "key": "contoso/sales", "name": "sales", "unknown": {}}, group)}},
}

member(n) := {"at": [0, "groups", 0, "members", n], "account": sprintf("user%d@contoso.com", [n])}

test_one_person if {
	rule.report == {{
		"message": "only one person can enter production environment \"sales-prod\"",
		"at": [0, "environments", 0, "securityGroup"],
		"related": [{"at": [0, "groups", 0, "name"], "message": "group \"sales\" has one"}],
	}} with input as topology({"members": [member(0)]})
}

test_nobody if {
	{finding.message | some finding in rule.report} == {"nobody can enter production environment \"sales-prod\""} with input as topology({})
}

test_two_people if {
	rule.report == set() with input as topology({"members": [member(0), member(1)]})
}

test_unknown_members if {
	rule.report == set() with input as topology({"unknown": {"members": true}})
}

test_another_stage if {
	rule.report == set() with input as {"environments": [object.union(env, {"stage": "test"})], "index": topology({}).index}
}
