package tenantlint.rules.administration["foreign-account_test"]

import data.tenantlint.rules.administration["foreign-account"] as rule

administrator(tenant, account) := {
	"at": [tenant, "administrators", 0], "unknown": {},
	"tenant": tenant, "userPrincipalName": account, "person": account, "delegated": false,
}

row(tenant, name) := {
	"at": [tenant, "domains", 0], "unknown": {},
	"tenant": tenant, "name": name, "isVerified": true,
}

two_administrators := [administrator("contoso", "ida@fabrikam.com"), administrator("fabrikam", "ida@fabrikam.com")]

index := {
	"tenants": {
		"contoso": {"relationship": "internal", "unknown": {}},
		"fabrikam": {"relationship": "internal", "unknown": {}},
	},
	"administrators": {"ida@fabrikam.com": two_administrators},
	"domains": {
		"contoso.com": [row("contoso", "contoso.com")],
		"fabrikam.com": [row("fabrikam", "fabrikam.com")],
		"fabrikam.onmicrosoft.com": [row("fabrikam", "fabrikam.onmicrosoft.com")],
	},
	"byTenant": {
		"contoso": {"domains": [row("contoso", "contoso.com"), row("contoso", "contoso.onmicrosoft.com")]},
		"fabrikam": {"domains": [row("fabrikam", "fabrikam.com"), row("fabrikam", "fabrikam.onmicrosoft.com")]},
	},
}

topology(account, more) := {
	"administrators": [administrator("contoso", account)],
	"index": object.union(index, more),
}

expected(account, reason) := {
	"message": concat("", [`tenant "{tenant}" is administered by "{account}", `, reason]),
	"params": {"tenant": "contoso", "account": account, "domain": split(account, "@")[1]},
	"at": ["contoso", "administrators", 0, "userPrincipalName"],
	"label": reason,
}

foreign_domain := `whose domain "{domain}" the tenant does not have`

test_domain_of_another_tenant if {
	rule.report == {expected("kim@fabrikam.com", foreign_domain)} with input as topology("kim@fabrikam.com", {})
}

test_unlisted_domain if {
	rule.report == {expected("kim@adatum.com", foreign_domain)} with input as topology("kim@adatum.com", {})
}

test_guest if {
	guest := {"at": ["contoso", "guests", 0], "userType": "Guest", "person": "kim@fabrikam.com"}
	related := {"related": [{"at": guest.at, "message": "invited here"}]}
	of := {"byTenant": {"contoso": {"guests": [guest]}}}
	rule.report == {object.union(expected("kim@fabrikam.com", "a guest"), related)} with input as topology(
		"kim@fabrikam.com",
		of,
	)
}

test_internal_guest if {
	guest := {
		"at": ["contoso", "guests", 0], "userType": "Guest", "person": "ida@contoso.com",
		"tenant": "contoso", "homeTenant": "contoso",
	}
	of := {"byTenant": {"contoso": {"guests": [object.remove(guest, ["homeTenant"])]}}}
	rule.report == set() with input as topology("ida@contoso.com", of)
	unlisted := {
		"tenants": {"contoso": {"relationship": "internal", "unknown": {"domains": true}}},
		"byTenant": {"contoso": {"domains": [], "guests": [guest]}},
	}
	rule.report == set() with input as topology("ida@contoso.com", unlisted)
}

test_external_account if {
	account := "kim_fabrikam.com#ext#@contoso.com"
	rule.report == {expected(account, "a guest")} with input as topology(account, {})
}

test_administrator_of_its_own_tenant_too if rule.report == set() with input as topology("ida@fabrikam.com", {})

test_own_domain if rule.report == set() with input as topology("ida@contoso.com", {})

test_emergency_account if rule.report == set() with input as topology("emergency@contosoltd.onmicrosoft.com", {})

test_initial_domain_of_another if {
	account := "kim@fabrikam.onmicrosoft.com"
	rule.report == {expected(account, foreign_domain)} with input as topology(account, {})
}

test_delegated if {
	delegated := object.union(administrator("contoso", "kim@adatum.com"), {"delegated": true})
	rule.report == set() with input as {"administrators": [delegated], "index": index}
}

test_tenant_of_a_partner if {
	tenants := {"tenants": {"contoso": {"relationship": "partner", "unknown": {}}}}
	rule.report == set() with input as topology("kim@adatum.com", tenants)
}

test_no_domains_listed if {
	rule.report == set() with input as {
		"administrators": [administrator("contoso", "kim@adatum.com")],
		"index": {
			"tenants": index.tenants, "administrators": {},
			"domains": index.domains, "byTenant": {"contoso": {}},
		},
	}
}

test_domains_unknown if {
	tenants := {"tenants": {"contoso": {"relationship": "internal", "unknown": {"domains": true}}}}
	rule.report == set() with input as topology("kim@adatum.com", tenants)
}

test_domains_unknown_but_verified_elsewhere if {
	tenants := {"tenants": {"contoso": {"relationship": "internal", "unknown": {"domains": true}}}}
	account := "kim@fabrikam.com"
	rule.report == {expected(account, foreign_domain)} with input as topology(account, tenants)
}

test_a_domain_without_name if {
	of := {"byTenant": {"contoso": {"domains": [{"unknown": {"name": true}}]}}}
	rule.report == set() with input as topology("kim@adatum.com", of)
}

test_administrator_of_its_own_tenant_by_a_group if {
	operators := {
		"at": ["fabrikam", "administrators", 1], "unknown": {},
		"tenant": "fabrikam", "group": "fabrikam/operators", "delegated": false,
	}
	member := {"account": "kim@fabrikam.com", "person": "kim@fabrikam.com"}
	more := {
		"byTenant": {"fabrikam": {"administrators": [operators]}},
		"groups": {"fabrikam/operators": {"members": [member]}},
	}
	rule.report == set() with input as topology("kim@fabrikam.com", more)
}
