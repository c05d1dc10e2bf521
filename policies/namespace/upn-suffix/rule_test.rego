package tenantlint.rules.namespace["upn-suffix_test"]

import data.tenantlint.rules.namespace["upn-suffix"] as rule

user := {"at": [1, "users", 0], "tenant": "contoso", "userPrincipalName": "adele@fabrikam.com", "domain": "fabrikam.com", "unknown": {}}

fabrikam := {"at": [0, "domains", 0], "tenant": "fabrikam", "name": "fabrikam.com", "unknown": {}}

own(name) := {"at": [1, "domains", 0], "tenant": "contoso", "name": name, "unknown": {}}

report(row, unknown, of, domains) := shared(row, unknown, of, domains, {})

shared(row, unknown, of, domains, accounts) := found if {
	found := rule.report with input as {
		"users": [row],
		"index": {"tenants": {"contoso": {"unknown": unknown}}, "of": of, "domains": domains, "accounts": accounts},
	}
}

finding := {
	"message": "user \"adele@fabrikam.com\" signs in with \"fabrikam.com\", which is no domain of tenant \"contoso\"",
	"at": [1, "users", 0, "userPrincipalName"],
	"related": [],
	"help": "add the domain to the tenant and verify it, or give the account a name in one of the tenant's domains",
}

test_not_listed if report(user, {}, {"contoso": {"domains": [own("contoso.com")]}}, {}) == {finding}

test_child_not_added if report(user, {}, {"contoso": {"domains": [own("com")]}}, {}) == {finding}

test_domain_of_another_tenant if {
	report(user, {}, {"contoso": {"domains": [own("contoso.com")]}, "fabrikam": {}}, {"fabrikam.com": [fabrikam]}) == {object.union(finding, {
		"related": [{"at": [0, "domains", 0, "name"], "message": "a domain of tenant \"fabrikam\""}],
		"help": "invite the person as a guest, or give the account a name in one of the tenant's domains",
	})}
}

test_account_of_both_is_another_rule if {
	of := {"contoso": {"domains": [own("contoso.com")]}, "fabrikam": {"domains": [fabrikam]}}
	shared(user, {}, of, {"fabrikam.com": [fabrikam]}, {"adele@fabrikam.com": [user, {"tenant": "fabrikam"}]}) == set()
}

test_own_domain if report(user, {}, {"contoso": {"domains": [own("contoso.com"), own("fabrikam.com")]}}, {}) == set()

test_external if {
	report(object.union(user, {"external": true}), {}, {"contoso": {"domains": [own("contoso.com")]}}, {}) == set()
}

test_no_domains_listed if report(user, {}, {"contoso": {}}, {}) == set()

test_domains_not_known if {
	report(user, {"domains": true}, {"contoso": {"domains": [own("contoso.com")]}}, {}) == set()
}

test_a_domain_without_known_name if {
	nameless := {"at": [1, "domains", 1], "tenant": "contoso", "unknown": {"name": true}}
	report(user, {}, {"contoso": {"domains": [own("contoso.com"), nameless]}}, {}) == set()
}

test_name_not_known if {
	row := {"at": [1, "users", 0], "tenant": "contoso", "unknown": {"userPrincipalName": true}}
	report(row, {}, {"contoso": {"domains": [own("contoso.com")]}}, {}) == set()
}

test_missing_initial_domain_is_another_rule if {
	row := object.union(user, {"userPrincipalName": "adele@contoso.onmicrosoft.com", "domain": "contoso.onmicrosoft.com"})
	report(row, {}, {"contoso": {"domains": [own("contoso.com")]}}, {}) == set()
}

test_not_the_initial_domain if {
	row := object.union(user, {"userPrincipalName": "adele@fabrikam.onmicrosoft.com", "domain": "fabrikam.onmicrosoft.com"})
	count(report(row, {}, {"contoso": {"domains": [own("contoso.onmicrosoft.com")]}}, {})) == 1
}
