package tenantlint.rules.guest["home-tenant_test"]

import data.tenantlint.rules.guest["home-tenant"] as rule

guest := {
	"at": [0, "guests", 0],
	"unknown": {},
	"tenant": "contoso",
	"address": "vera@adatum.com",
	"person": "vera@adatum.com",
	"domains": ["adatum.com"],
	"homeTenant": "fabrikam",
	"home": "fabrikam",
}

row(tenant, name) := {"at": [1, "domains", 0], "tenant": tenant, "name": name, "isVerified": true, "unknown": {}}

topology(guests, unknown, domains, people) := {
	"guests": guests,
	"index": {
		"tenants": {"contoso": {"unknown": {}}, "fabrikam": {"unknown": unknown}},
		"byTenant": {
			"contoso": {"domains": [row("contoso", "contoso.onmicrosoft.com"), row("contoso", "contoso.com")]},
			"fabrikam": {"domains": fabrikam},
		},
		"domains": domains,
		"people": people,
	},
}

fabrikam := [row("fabrikam", "fabrikam.com"), row("fabrikam", "fabrikam.onmicrosoft.com")]

own_tenant := {"homeTenant": "contoso", "home": "contoso"}

expected := {{
	"message": `guest "{guest}" of tenant "{tenant}" has the same tenant as its home`,
	"params": {"guest": "vera@adatum.com", "tenant": "contoso"},
	"at": [0, "guests", 0, "homeTenant"],
	"label": "the tenant that lists the guest",
	"help": "list the account under users, or name the tenant that it comes from",
}}

test_invited_by_the_tenant_itself if {
	guests := [object.union(guest, object.union(own_tenant, {"userPrincipalName": "vera_adatum.com#ext#@contoso.com"}))]
	rule.report == expected with input as topology(guests, {}, {}, {})
}

test_mail_of_an_unlisted_domain if {
	rule.report == expected with input as topology([object.union(guest, own_tenant)], {}, {}, {})
}

test_internal_guest if {
	guests := [object.union(guest, object.union(own_tenant, {"userPrincipalName": "vendor@contoso.com"}))]
	rule.report == set() with input as topology(guests, {}, {}, {})
}

test_mail_of_the_tenant if {
	guests := [object.union(guest, object.union(own_tenant, {"domains": ["contoso.com"]}))]
	rule.report == set() with input as topology(guests, {}, {}, {})
}

expected_elsewhere := {{
	"message": `guest "{guest}" has tenant "{home}" as its home, which does not hold domain "{domains}"`,
	"params": {"guest": "vera@adatum.com", "home": "fabrikam", "domains": ["adatum.com"]},
	"at": [0, "guests", 0, "homeTenant"],
	"label": "named as its home here",
	"related": [{"at": [1, "domains", 0, "name"], "message": `domain of tenant "{home}"`} |
		some _ in fabrikam
	],
}}

test_domain_of_another if rule.report == expected_elsewhere with input as topology([guest], {}, {}, {})

test_domain_of_the_home_tenant if {
	guests := [object.union(guest, {"domains": ["adatum.com", "fabrikam.com"]})]
	rule.report == set() with input as topology(guests, {}, {}, {})
}

test_address_of_a_home_tenant_user if {
	people := {"vera@adatum.com": [{"tenant": "fabrikam", "userPrincipalName": "u1@fabrikam.com"}]}
	rule.report == set() with input as topology([guest], {}, {}, people)
}

test_domains_unknown if rule.report == set() with input as topology([guest], {"domains": true}, {}, {})

test_domains_unknown_but_verified_elsewhere if {
	domains := {"adatum.com": [row("contoso", "adatum.com")]}
	count(rule.report) == 1 with input as topology([guest], {"domains": true}, domains, {})
}

outside := object.union(object.remove(guest, ["home"]), {"homeTenant": "external"})

test_external if rule.report == set() with input as topology([outside], {}, {}, {})

test_external_and_verified_here if {
	rule.report == {{
		"message": `guest "{guest}" is said to be from outside, but tenant "{owner}" has verified its domain`,
		"params": {"guest": "vera@adatum.com", "owner": "fabrikam"},
		"at": [0, "guests", 0, "homeTenant"],
		"related": [{"at": [1, "domains", 0, "name"], "message": `verified here by tenant "{owner}"`}],
		"help": `name tenant "{owner}" as the home of the guest`,
		"level": "warning",
	}} with input as topology([outside], {}, {"adatum.com": [row("fabrikam", "adatum.com")]}, {})
}

test_external_in_a_domain_of_the_host if {
	rule.report == set() with input as topology([outside], {}, {"adatum.com": [row("contoso", "adatum.com")]}, {})
}

test_external_in_an_unverified_domain if {
	domains := {"adatum.com": [object.union(row("fabrikam", "adatum.com"), {"isVerified": false})]}
	rule.report == set() with input as topology([outside], {}, domains, {})
}

test_home_unknown if {
	row_of := object.remove(outside, ["homeTenant"])
	domains := {"adatum.com": [row("fabrikam", "adatum.com")]}
	rule.report == set() with input as topology([row_of], {}, domains, {})
}
