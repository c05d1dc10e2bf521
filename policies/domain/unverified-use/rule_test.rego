package tenantlint.rules.domain["unverified-use_test"]

import data.tenantlint.rules.domain["unverified-use"] as rule

domain := {"at": [0, "domains", 1], "tenant": "contoso", "name": "contoso.net", "isVerified": false, "unknown": {}}

topology(row, of) := {"domains": [row], "index": {"byTenant": {"contoso": of}}}

space(protocol) := {
	"at": [0, "namespaces", protocol, 0],
	"protocol": protocol, "name": "contoso.net", "declared": true, "unknown": {},
}

user(i) := {"at": [0, "users", i], "domain": "contoso.net", "unknown": {}}

test_users if {
	report := rule.report with input as topology(domain, {"users": [user(0), user(1)]})
	{[f.params.uses, f.locations] | some f in report} == {["sign-in names", [
		{"at": [0, "domains", 1, "isVerified"], "label": "not verified"},
		{"at": [0, "users", 0, "userPrincipalName"], "label": "signs in with it"},
		{"at": [0, "users", 1, "userPrincipalName"], "label": "signs in with it"},
	]]}
}

test_many_users if {
	report := rule.report with input as topology(domain, {"users": [user(i) | some i in numbers.range(1, 13)]})
	{[f.notes, f.params.more, count(f.locations)] | some f in report} == {[
		["{more} more accounts sign in with the domain"], 3, 11,
	]}
}

test_sign_in_namespace if {
	report := rule.report with input as topology(domain, {"namespaces": [space("userPrincipalName")]})
	{[f.params.uses, f.locations[1].at] | some f in report} == {[
		"sign-in names", [0, "namespaces", "userPrincipalName", 0],
	]}
}

test_mail_namespace if {
	report := rule.report with input as topology(domain, {"namespaces": [space("smtp")]})
	{f.params.uses | some f in report} == {"mail"}
}

test_all_uses_are_one_finding if {
	of := {"users": [user(0)], "namespaces": [space("userPrincipalName"), space("smtp")]}
	report := rule.report with input as topology(domain, of)
	{[f.params.uses, count(f.locations)] | some f in report} == {["sign-in names and mail", 4]}
}

test_not_used if rule.report == set() with input as topology(domain, {"users": [{"domain": "contoso.com"}]})

test_external_account if {
	rule.report == set() with input as topology(domain, {"users": [{"domain": "contoso.net", "external": true}]})
}

test_verified if {
	rule.report == set() with input as topology(object.union(domain, {"isVerified": true}), {"users": [user(0)]})
}

test_unknown if {
	row := object.union(object.remove(domain, ["isVerified"]), {"unknown": {"isVerified": true}})
	rule.report == set() with input as topology(row, {"users": [user(0)]})
}
