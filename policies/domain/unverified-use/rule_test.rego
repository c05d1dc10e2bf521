package tenantlint.rules.domain["unverified-use_test"]

import data.tenantlint.rules.domain["unverified-use"] as rule

domain := {"at": [0, "domains", 1], "tenant": "contoso", "name": "contoso.net", "isVerified": false, "unknown": {}}

report(row, of) := found if {
	found := rule.report with input as {"domains": [row], "index": {"of": {"contoso": of}}}
}

space(protocol) := {"protocol": protocol, "name": "contoso.net"}

found(uses) := {{
	"message": sprintf("domain \"contoso.net\" is not verified, but tenant \"contoso\" uses it for %s", [uses]),
	"at": [0, "domains", 1, "isVerified"],
}}

test_users if report(domain, {"users": [{"domain": "contoso.net"}, {"domain": "contoso.net"}]}) == found("sign-in names")

test_sign_in_name_space if report(domain, {"namespaces": [space("userPrincipalName")]}) == found("sign-in names")

test_mail_name_space if report(domain, {"namespaces": [space("smtp")]}) == found("mail")

test_all_uses_are_one_finding if {
	of := {"users": [{"domain": "contoso.net"}], "namespaces": [space("userPrincipalName"), space("smtp")]}
	report(domain, of) == found("sign-in names and mail")
}

test_not_used if report(domain, {"users": [{"domain": "contoso.com"}]}) == set()

test_external_account if report(domain, {"users": [{"domain": "contoso.net", "external": true}]}) == set()

test_verified if report(object.union(domain, {"isVerified": true}), {"users": [{"domain": "contoso.net"}]}) == set()

test_not_known if {
	row := object.union(object.remove(domain, ["isVerified"]), {"unknown": {"isVerified": true}})
	report(row, {"users": [{"domain": "contoso.net"}]}) == set()
}
