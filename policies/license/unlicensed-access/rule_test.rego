package tenantlint.rules.license["unlicensed-access_test"]

import data.tenantlint.rules.license["unlicensed-access"] as rule

user := {
	"at": [0, "users", 0],
	"unknown": {},
	"userPrincipalName": "adele@contoso.com",
	"access": {"environment": "contoso/sales", "at": [0, "groups", 0]},
}

topology(type, of) := {
	"tenants": [{"at": [0], "name": "contoso", "unknown": {}}],
	"index": {
		"of": {"contoso": of},
		"environments": {"contoso/sales": {"type": type}, "contoso/crm": {"type": "Production"}},
	},
}

found(environment, at) := {{
	"message": sprintf("user \"adele@contoso.com\" may enter environment %q, but has no licence", [environment]),
	"at": [0, "users", 0, "licenses"],
	"label": "no licence assigned",
	"related": [{"at": at, "message": sprintf("access to environment %q is given here", [environment])}],
}}

test_no_licence if {
	every type in ["Production", "Sandbox", "Default"] {
		rule.report == found("contoso/sales", [0, "groups", 0]) with input as topology(type, {"users": [user]})
	}
}

test_empty_list if {
	rule.report == found("contoso/sales", [0, "groups", 0]) with input as topology("Production", {"users": [object.union(user, {"licenses": []})]})
}

test_types_that_ask_for_none if {
	every type in ["Developer", "Teams", "Trial", "SubscriptionBasedTrial", "Preview"] {
		rule.report == set() with input as topology(type, {"users": [user]})
	}
}

test_database_beside_a_developer_environment if {
	u := object.union(user, {"dataverseAccess": {"environment": "contoso/crm", "at": [0, "groups", 1]}})
	rule.report == found("contoso/crm", [0, "groups", 1]) with input as topology("Developer", {"users": [u]})
}

test_licensed if rule.report == set() with input as topology("Production", {"users": [object.union(user, {"licenses": ["APPS"]})]})

test_licences_not_known if {
	rule.report == set() with input as topology("Production", {"users": [object.union(user, {"unknown": {"licenses": true}})]})
}

test_administrator if {
	administrator := {"at": [0, "administrators", 0], "unknown": {}, "userPrincipalName": "adele@contoso.com"}
	rule.report == set() with input as topology("Production", {"users": [user], "administrators": [administrator]})
}

test_account_of_elsewhere if rule.report == set() with input as topology("Production", {"users": [object.union(user, {"external": true})]})

test_no_access if rule.report == set() with input as topology("Production", {"users": [object.remove(user, ["access"])]})
