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

topology(row, of, domains) := {
	"users": [row],
	"index": {"byTenant": {"fabrikam": of}, "domains": {"contoso.com": domains}},
}

test_domain_of_another if {
	rule.report == {{
		"message": `user "{user}" of tenant "{tenant}" has mail in "{domain}", a domain of tenant "{owner}"`,
		"params": {"user": "ana@fabrikam.com", "tenant": "fabrikam", "domain": "contoso.com", "owner": "contoso"},
		"at": [1, "users", 0, "mail"],
		"related": [{"at": [0, "domains", 0, "name"], "message": `verified here by tenant "{owner}"`}],
	}} with input as topology(user, {}, [contoso])
}

test_unlisted_domain if rule.report == set() with input as topology(user, {}, [])

test_not_verified if {
	rule.report == set() with input as topology(user, {}, [object.union(contoso, {"isVerified": false})])
}

test_listed_in_both_reported_by_another_rule if {
	own := {"tenant": "fabrikam", "name": "contoso.com", "isVerified": false}
	rule.report == set() with input as topology(user, {"domains": [own]}, [contoso, own])
}

test_verified_in_two_reported_by_another_rule if {
	rule.report == set() with input as topology(user, {}, [contoso, object.union(contoso, {"tenant": "northwind"})])
}

test_namespace_reported_by_another_rule if {
	rule.report == set() with input as topology(
		user,
		{"namespaces": [{"protocol": "smtp", "name": "contoso.com"}]},
		[contoso],
	)
}

test_sign_in_name_reported_by_another_rule if {
	row := object.union(user, {"userPrincipalName": "ana@contoso.com", "domain": "contoso.com"})
	rule.report == set() with input as topology(row, {}, [contoso])
}

test_external_account if {
	rule.report == set() with input as topology(object.union(user, {"external": true}), {}, [contoso])
}

test_no_mail if rule.report == set() with input as topology(object.remove(user, ["mail"]), {}, [contoso])
