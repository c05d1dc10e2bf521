package tenantlint.rules.namespace.unowned_test

import data.tenantlint.rules.namespace.unowned as rule

space(protocol, name) := {
	"at": [0, "namespaces", protocol, 0],
	"tenant": "contoso",
	"protocol": protocol,
	"name": name,
	"declared": true,
	"unknown": {},
}

listed := {"contoso": {"domains": [{"at": [0, "domains", 0], "tenant": "contoso", "name": "contoso.com", "unknown": {}}]}}

report(row, unknown, of, domains) := found if {
	found := rule.report with input as {
		"namespaces": [row],
		"index": {"tenants": {"contoso": {"unknown": unknown}}, "of": of, "domains": domains},
	}
}

fabrikam := {"fabrikam.com": [{"at": [1, "domains", 0], "tenant": "fabrikam", "name": "fabrikam.com", "unknown": {}}]}

test_sign_in if {
	report(space("userPrincipalName", "fabrikam.com"), {}, listed, {}) == {{
		"message": "UPN name space \"fabrikam.com\" is no domain of tenant \"contoso\"",
		"at": [0, "namespaces", "userPrincipalName", 0],
	}}
}

test_mail if {
	report(space("smtp", "fabrikam.com"), {}, listed, {}) == {{
		"message": "SMTP name space \"fabrikam.com\" is no domain of tenant \"contoso\"",
		"at": [0, "namespaces", "smtp", 0],
	}}
}

test_sign_in_with_a_child if count(report(space("userPrincipalName", "eu.contoso.com"), {}, listed, {})) == 1

test_mail_of_a_child if report(space("smtp", "eu.contoso.com"), {}, listed, {}) == set()

test_own_domain if report(space("smtp", "contoso.com"), {}, listed, {}) == set()

test_derived if report(object.union(space("smtp", "fabrikam.com"), {"declared": false}), {}, listed, {}) == set()

test_used_by_its_owner_is_another_rule if {
	of := object.union(listed, {"fabrikam": {"namespaces": [{"protocol": "smtp", "name": "fabrikam.com"}]}})
	report(space("smtp", "fabrikam.com"), {}, of, fabrikam) == set()
}

test_not_used_by_its_owner if {
	of := object.union(listed, {"fabrikam": {"namespaces": [{"protocol": "userPrincipalName", "name": "fabrikam.com"}]}})
	count(report(space("smtp", "fabrikam.com"), {}, of, fabrikam)) == 1
}

test_no_domains_listed if report(space("smtp", "fabrikam.com"), {}, {"contoso": {}}, {}) == set()

test_domains_not_known if report(space("smtp", "fabrikam.com"), {"domains": true}, listed, {}) == set()

test_missing_initial_domain_is_another_rule if report(space("smtp", "contoso.onmicrosoft.com"), {}, listed, {}) == set()
