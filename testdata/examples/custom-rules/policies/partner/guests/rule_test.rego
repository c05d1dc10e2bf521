package tenantlint.rules_test.partner.guests

import data.tenantlint.rules.partner.guests as rule

guest(domain) := {
	"at": [0, "guests", 0], "tenant": "contoso", "address": concat("@", ["kim", domain]), "domains": [domain], "unknown": {},
}

test_of_a_stranger if {
	rule.report == {{
		"message": "guest \"kim@northwind.com\" comes from \"northwind.com\", which is not a partner",
		"at": [0, "guests", 0],
	}} with input as {"guests": [guest("northwind.com")]}
}

test_of_a_partner if {
	rule.report == set() with input as {"guests": [guest("fabrikam.com")]}
}

test_of_the_topology if {
	rule.report == set() with input as {"guests": [object.union(guest("contoso.co.jp"), {"homeTenant": "contoso-japan"})]}
}
