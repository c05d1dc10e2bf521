package tenantlint.rules.administration["foreign-account_test"]

import data.tenantlint.rules.administration["foreign-account"] as rule

administrator(tenant, account) := {"at": [tenant, "administrators", 0], "unknown": {}, "tenant": tenant, "userPrincipalName": account}

domain(tenant, name) := {"at": [tenant, "domains", 0], "unknown": {}, "tenant": tenant, "name": name}

index := {
	"tenants": {"contoso": {"unknown": {}}, "fabrikam": {"unknown": {}}},
	"guests": {},
	"administrators": {"ida@fabrikam.com": [administrator("contoso", "ida@fabrikam.com"), administrator("fabrikam", "ida@fabrikam.com")]},
	"of": {
		"contoso": {"domains": [domain("contoso", "contoso.com")]},
		"fabrikam": {"domains": [domain("fabrikam", "fabrikam.com")]},
	},
}

topology(account, more) := {"administrators": [administrator("contoso", account)], "index": object.union(index, more)}

found(account, reason) := {
	"message": sprintf("tenant \"contoso\" is administered by %q, %s", [account, reason]),
	"at": ["contoso", "administrators", 0, "userPrincipalName"],
	"label": reason,
}

test_domain_of_another_tenant if {
	rule.report == {found("kim@fabrikam.com", "whose domain \"fabrikam.com\" the tenant does not have")} with input as topology("kim@fabrikam.com", {})
}

test_domain_of_nobody if {
	rule.report == {found("kim@adatum.com", "whose domain \"adatum.com\" the tenant does not have")} with input as topology("kim@adatum.com", {})
}

test_guest if {
	guest := {"at": ["contoso", "guests", 0], "userType": "Guest"}
	rule.report == {object.union(found("kim@fabrikam.com", "a guest"), {"related": [{"at": guest.at, "message": "invited here"}]})} with input as topology(
		"kim@fabrikam.com",
		{"guests": {"contoso/kim@fabrikam.com": guest}},
	)
}

test_external_account if {
	account := "kim_fabrikam.com#ext#@contoso.com"
	rule.report == {found(account, "a guest")} with input as topology(account, {})
}

test_administrator_of_its_own_tenant_too if rule.report == set() with input as topology("ida@fabrikam.com", {})

test_own_domain if rule.report == set() with input as topology("ida@contoso.com", {})

test_no_domains_listed if {
	rule.report == set() with input.administrators as [administrator("contoso", "kim@fabrikam.com")] with input.index as {
		"tenants": index.tenants, "guests": {}, "administrators": {}, "of": {"contoso": {}},
	}
}

test_domains_not_known if {
	rule.report == set() with input as topology("kim@fabrikam.com", {"tenants": {"contoso": {"unknown": {"domains": true}}}})
}

test_a_domain_without_name if {
	rule.report == set() with input as topology("kim@adatum.com", {"of": {"contoso": {"domains": [{"unknown": {"name": true}}]}}})
}
