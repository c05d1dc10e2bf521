package tenantlint.rules.namespace["upn-suffix_test"]

import data.tenantlint.rules.namespace["upn-suffix"] as rule

user := {
	"at": [1, "users", 0],
	"tenant": "contoso",
	"userPrincipalName": "adele@fabrikam.com",
	"domain": "fabrikam.com",
	"unknown": {},
}

fabrikam := {"at": [0, "domains", 0], "tenant": "fabrikam", "name": "fabrikam.com", "isVerified": true, "unknown": {}}

own_domain(name) := {"at": [1, "domains", 0], "tenant": "contoso", "name": name, "unknown": {}}

index_of_domains(name) := {"contoso": {"domains": [own_domain(name)]}}

topology(row, unknown, of, domains) := shared(row, unknown, of, domains, {})

shared(row, unknown, of, domains, accounts) := {
	"users": [row],
	"index": {"tenants": {"contoso": {"unknown": unknown}}, "byTenant": of, "domains": domains, "accounts": accounts},
}

finding := {
	"message": `user "{user}" signs in with "{domain}", which is outside the domains of tenant "{tenant}"`,
	"params": {"user": "adele@fabrikam.com", "domain": "fabrikam.com", "tenant": "contoso", "more": -10},
	"at": [1, "users", 0, "userPrincipalName"],
	"related": [],
	"help": "add the domain to the tenant and verify it, or give the account a name in one of the tenant's domains",
}

of_fabrikam := {
	"params": object.union(finding.params, {"more": -9}),
	"related": [{
		"at": [0, "domains", 0, "name"],
		"message": `a domain of tenant "{owner}"`,
		"params": {"owner": "fabrikam"},
	}],
	"help": "invite the person as a guest, or give the account a name in one of the tenant's domains",
}

test_not_listed if rule.report == {finding} with input as topology(user, {}, index_of_domains("contoso.com"), {})

test_child_not_added if rule.report == {finding} with input as topology(user, {}, index_of_domains("com"), {})

test_domain_of_another_tenant if {
	of := object.union(index_of_domains("contoso.com"), {"fabrikam": {}})
	rule.report == {object.union(finding, of_fabrikam)} with input as topology(user, {}, of, {"fabrikam.com": [fabrikam]})
}

test_domain_of_many_tenants if {
	owners := [object.union(fabrikam, {"at": [i], "tenant": format_int(i, 10)}) | some i in numbers.range(2, 13)]
	report := rule.report with input as topology(user, {}, index_of_domains("contoso.com"), {"fabrikam.com": owners})
	{[f.notes, f.params.more, count(f.related)] | some f in report} == {[["{more} more tenants have the domain"], 2, 10]}
}

test_account_of_both_reported_by_another_rule if {
	of := object.union(index_of_domains("contoso.com"), {"fabrikam": {"domains": [fabrikam]}})
	accounts := {"adele@fabrikam.com": [user, {"tenant": "fabrikam"}]}
	rule.report == set() with input as shared(user, {}, of, {"fabrikam.com": [fabrikam]}, accounts)
}

test_own_domain if {
	of := {"contoso": {"domains": [own_domain("contoso.com"), own_domain("fabrikam.com")]}}
	rule.report == set() with input as topology(user, {}, of, {})
}

test_external if {
	rule.report == set()
		with input as topology(object.union(user, {"external": true}), {}, index_of_domains("contoso.com"), {})
}

test_no_domains_listed if rule.report == set() with input as topology(user, {}, {"contoso": {}}, {})

test_domains_unknown if {
	rule.report == set() with input as topology(user, {"domains": true}, index_of_domains("contoso.com"), {})
}

test_domains_unknown_but_verified_elsewhere if {
	of := object.union(index_of_domains("contoso.com"), {"fabrikam": {}})
	domains := {"fabrikam.com": [fabrikam]}
	rule.report == {object.union(finding, of_fabrikam)} with input as topology(user, {"domains": true}, of, domains)
}

test_domains_unknown_and_not_verified_elsewhere if {
	domains := {"fabrikam.com": [object.union(fabrikam, {"isVerified": false})]}
	rule.report == set() with input as topology(user, {"domains": true}, index_of_domains("contoso.com"), domains)
}

test_a_domain_without_known_name if {
	nameless := {"at": [1, "domains", 1], "tenant": "contoso", "unknown": {"name": true}}
	rule.report == set()
		with input as topology(user, {}, {"contoso": {"domains": [own_domain("contoso.com"), nameless]}}, {})
}

test_name_unknown if {
	row := {"at": [1, "users", 0], "tenant": "contoso", "unknown": {"userPrincipalName": true}}
	rule.report == set() with input as topology(row, {}, index_of_domains("contoso.com"), {})
}

test_missing_initial_domain_reported_by_another_rule if {
	row := object.union(user, {"userPrincipalName": "a@contoso.onmicrosoft.com", "domain": "contoso.onmicrosoft.com"})
	rule.report == set() with input as topology(row, {}, index_of_domains("contoso.com"), {})
}

test_not_the_initial_domain if {
	row := object.union(user, {"userPrincipalName": "a@fabrikam.onmicrosoft.com", "domain": "fabrikam.onmicrosoft.com"})
	count(rule.report) == 1 with input as topology(row, {}, index_of_domains("contoso.onmicrosoft.com"), {})
}
