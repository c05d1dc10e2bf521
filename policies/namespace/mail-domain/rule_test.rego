package tenantlint.rules.namespace["mail-domain_test"]

import data.tenantlint.rules.namespace["mail-domain"] as rule

user := {
	"at": [1, "users", 0],
	"tenant": "fabrikam",
	"userPrincipalName": "ana@fabrikam.com",
	"domain": "fabrikam.com",
	"mail": "ana@contoso.com",
	"unknown": {},
}

contoso := {"at": [0, "domains", 0], "tenant": "contoso", "name": "contoso.com", "isVerified": true, "unknown": {}}

given(row, of, domains) := {
	"users": [row],
	"index": {"byTenant": {"fabrikam": of}, "domains": {"contoso.com": domains}},
}

test_domain_of_another if {
	rule.report == {{
		"message": `user "{user}" of tenant "{tenant}" has mail in "{domain}", a domain of tenant "{owner}"`,
		"params": {"user": "ana@fabrikam.com", "tenant": "fabrikam", "domain": "contoso.com", "owner": "contoso"},
		"at": [1, "users", 0, "mail"],
		"related": [{"at": [0, "domains", 0, "name"], "message": `verified here by tenant "{owner}"`}],
	}} with input as given(user, {}, [contoso])
}

test_domain_of_nobody if rule.report == set() with input as given(user, {}, [])

test_not_verified if {
	rule.report == set() with input as given(user, {}, [object.union(contoso, {"isVerified": false})])
}

test_listed_in_both_is_another_rule if {
	own := {"tenant": "fabrikam", "name": "contoso.com", "isVerified": false}
	rule.report == set() with input as given(user, {"domains": [own]}, [contoso, own])
}

test_verified_in_two_is_another_rule if {
	rule.report == set() with input as given(user, {}, [contoso, object.union(contoso, {"tenant": "northwind"})])
}

test_name_space_is_another_rule if {
	rule.report == set() with input as given(
		user,
		{"namespaces": [{"protocol": "smtp", "name": "contoso.com"}]},
		[contoso],
	)
}

test_sign_in_name_is_another_rule if {
	row := object.union(user, {"userPrincipalName": "ana@contoso.com", "domain": "contoso.com"})
	rule.report == set() with input as given(row, {}, [contoso])
}

test_external_account if {
	rule.report == set() with input as given(object.union(user, {"external": true}), {}, [contoso])
}

test_no_mail if rule.report == set() with input as given(object.remove(user, ["mail"]), {}, [contoso])
