package tenantlint.rules.deployment["fusion-team_test"]

import data.tenantlint.rules.deployment["fusion-team"] as rule

stage(i, name, keys) := {"at": [0, "stages", i], "stage": name, "unknown": {}, "environments": [{"at": [0, "stages", i, "environments", j], "key": key} | some j, key in keys]}

row(fields) := object.union({"at": [0], "name": "sales", "scenario": "enterprise", "unknown": {}, "tenants": ["contoso"], "stages": []}, fields)

team(i, role, fields) := object.union({"at": [0, "teams", i], "name": role, "role": role, "unknown": {}}, fields)

roles := [team(0, "maker", {}), team(1, "developer", {}), team(2, "admin", {})]

given(fields) := {"deployments": [row(object.union({"developmentTenant": "contoso"}, fields))], "index": {
	"groups": {"contoso/staff": {"unknown": {}, "members": [{"account": "alex@contoso.com"}]}, "contoso/partners": {"unknown": {}, "members": [{"account": "megan@fabrikam.com"}]}},
	"of": {"contoso": {"domains": [{"name": "contoso.com"}]}, "fabrikam": {"domains": [{"name": "fabrikam.com"}]}},
}}

missing(names) := {{"message": sprintf("enterprise deployment \"sales\" has no team of: %s", [names]), "at": [0, "teams"], "help": "add teams with these roles"}}

test_roles_are_missing if {
	rule.report == missing("maker, developer, admin") with input as given({})
	rule.report == missing("developer, admin") with input as given({"teams": [roles[0]]})
}

test_all_roles if {
	rule.report == set() with input as given({"teams": roles})
}

test_role_is_not_known if {
	rule.report == set() with input as given({"teams": [roles[0], object.remove(roles[1], ["role"])]})
	rule.report == set() with input as given({"unknown": {"teams": true}})
}

test_demo if {
	rule.report == set() with input as given({"scenario": "demo"})
}

external(fields) := {"teams": array.concat(roles, [team(3, "developer", object.union({"external": true}, fields))])}

alone := {{
	"message": "external team \"developer\" has no guests in tenant \"contoso\"",
	"at": [0, "teams", 3, "members"],
	"related": [{"at": [0, "teams", 3, "external"], "message": "from outside the organisation"}],
	"help": "invite the members as guests, or remove external",
}}

test_external_team_without_guests if {
	rule.report == alone with input as given(external({}))
	rule.report == alone with input as given(external({"members": [{"account": "alex@contoso.com"}]}))
	rule.report == alone with input as given(external({"members": [{"group": "contoso/staff"}]}))
}

test_external_team_of_guests if {
	rule.report == set() with input as given(external({"members": [{"account": "megan@fabrikam.com"}]}))
	rule.report == set() with input as given(external({"members": [{"account": "megan_fabrikam.com#ext#@contoso.com"}]}))
	rule.report == set() with input as given(external({"members": [{"account": "alex@contoso.com"}, {"group": "contoso/partners"}]}))
}

test_external_team_is_not_known if {
	rule.report == set() with input as given(external({"unknown": {"members": true}}))
	rule.report == set() with input as given(external({"members": [{"group": "contoso/unlisted"}]}))
	rule.report == set() with input as {"deployments": [object.remove(given(external({})).deployments[0], ["developmentTenant"])], "index": {}}
}
