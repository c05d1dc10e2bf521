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

index_of_domains(names) := {"contoso": {"domains": [
{"at": [0, "domains", i], "tenant": "contoso", "name": name, "unknown": {}} |
	some i, name in names
]}}

listed := index_of_domains(["contoso.com"])

topology(row, unknown, of, domains) := {
	"namespaces": [row],
	"index": {"tenants": {"contoso": {"unknown": unknown}}, "byTenant": of, "domains": domains},
}

fabrikam := {"fabrikam.com": [{
	"at": [1, "domains", 0],
	"tenant": "fabrikam", "name": "fabrikam.com", "isVerified": true, "unknown": {},
}]}

expected(protocol, place) := {{
	"message": `{protocol} name space "{name}" is outside the domains of tenant "{tenant}"`,
	"params": {"protocol": protocol, "name": "fabrikam.com", "tenant": "contoso"},
	"at": [0, "namespaces", place, 0],
}}

test_sign_in if {
	rule.report == expected("UPN", "userPrincipalName") with input as topology(
		space("userPrincipalName", "fabrikam.com"),
		{},
		listed,
		{},
	)
}

test_mail if {
	rule.report == expected("SMTP", "smtp") with input as topology(space("smtp", "fabrikam.com"), {}, listed, {})
}

test_sign_in_with_a_child if {
	count(rule.report) == 1 with input as topology(space("userPrincipalName", "eu.contoso.com"), {}, listed, {})
}

test_mail_of_a_child if rule.report == set() with input as topology(space("smtp", "eu.contoso.com"), {}, listed, {})

test_own_domain if rule.report == set() with input as topology(space("smtp", "contoso.com"), {}, listed, {})

test_derived_namespace if {
	row := object.union(space("smtp", "fabrikam.com"), {"declared": false})
	rule.report == set() with input as topology(row, {}, listed, {})
}

test_used_by_its_owner_reported_by_another_rule if {
	of := object.union(listed, {"fabrikam": {"namespaces": [{"protocol": "smtp", "name": "fabrikam.com"}]}})
	rule.report == set() with input as topology(space("smtp", "fabrikam.com"), {}, of, fabrikam)
}

test_not_used_by_its_owner if {
	of := object.union(listed, {"fabrikam": {"namespaces": [{"protocol": "userPrincipalName", "name": "fabrikam.com"}]}})
	count(rule.report) == 1 with input as topology(space("smtp", "fabrikam.com"), {}, of, fabrikam)
}

test_no_domains_listed if {
	rule.report == set() with input as topology(space("smtp", "fabrikam.com"), {}, {"contoso": {}}, {})
}

test_domains_unknown if {
	rule.report == set() with input as topology(space("smtp", "fabrikam.com"), {"domains": true}, listed, {})
}

test_domains_unknown_but_verified_elsewhere if {
	of := object.union(listed, {"fabrikam": {}})
	count(rule.report) == 1 with input as topology(space("smtp", "fabrikam.com"), {"domains": true}, of, fabrikam)
}

test_missing_initial_domain_reported_by_another_rule if {
	rule.report == set() with input as topology(space("smtp", "contoso.onmicrosoft.com"), {}, listed, {})
}

initial := index_of_domains(["contoso.onmicrosoft.com"])

test_routing_domain if {
	rule.report == set() with input as topology(space("smtp", "contoso.mail.onmicrosoft.com"), {}, initial, {})
}

test_routing_domain_in_china if {
	own := index_of_domains(["contoso.partner.onmschina.cn"])
	rule.report == set() with input as topology(space("smtp", "contoso.partner.mail.onmschina.cn"), {}, own, {})
}

test_routing_domain_of_another if {
	count(rule.report) == 1 with input as topology(space("smtp", "fabrikam.mail.onmicrosoft.com"), {}, initial, {})
}
