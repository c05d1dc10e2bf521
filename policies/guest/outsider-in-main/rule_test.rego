package tenantlint.rules.guest["outsider-in-main_test"]

import data.tenantlint.rules.guest["outsider-in-main"] as rule

guest(doc, tenant, home) := {
	"at": [doc, "guests", 0], "unknown": {},
	"tenant": tenant, "homeTenant": home, "address": "vera@fabrikam.com",
}

guest_of_tenant(doc, tenant, home) := object.union(guest(doc, tenant, home), {"home": home})

tenants := {
	"contoso": {"primary": true, "relationship": "internal", "unknown": {}},
	"contoso-dev": {"primary": false, "relationship": "internal", "develops": true, "unknown": {}},
	"contoso-test": {"primary": false, "relationship": "internal", "unknown": {}},
	"fabrikam": {"primary": false, "relationship": "partner", "unknown": {}},
}

topology(rows) := {
	"duplicates": {"guests": [{"key": "vera@fabrikam.com", "rows": rows}]},
	"index": {"tenants": tenants},
}

expected := {{
	"message": concat(" ", [
		`guest "{guest}" from outside develops in tenant "{development}"`,
		`and is in the primary tenant "{primary}" too`,
	]),
	"params": {"guest": "vera@fabrikam.com", "development": "contoso-dev", "primary": "contoso"},
	"at": [0, "guests", 0],
	"label": "known in the primary tenant",
	"related": [{
		"at": [1, "guests", 0],
		"message": `invited to the development tenant "{tenant}"`,
		"params": {"tenant": "contoso-dev"},
	}],
}}

test_in_both if {
	rule.report == expected with input as topology([guest(0, "contoso", "external"), guest(1, "contoso-dev", "external")])
}

test_of_a_tenant_given_by_id if {
	id := "99999999-1111-4111-8111-111111111111"
	rule.report == expected with input as topology([guest(0, "contoso", id), guest(1, "contoso-dev", id)])
}

test_of_a_partner if {
	rows := [guest_of_tenant(0, "contoso", "fabrikam"), guest_of_tenant(1, "contoso-dev", "fabrikam")]
	rule.report == expected with input as topology(rows)
}

test_of_a_tenant_of_the_organization if {
	rows := [guest_of_tenant(0, "contoso", "contoso-test"), guest_of_tenant(1, "contoso-dev", "contoso-test")]
	rule.report == set() with input as topology(rows)
}

test_home_unknown if {
	rows := [
	object.remove(guest(doc, tenant, ""), ["homeTenant"]) |
		some doc, tenant in ["contoso", "contoso-dev"]
	]
	rule.report == set() with input as topology(rows)
}

test_not_in_the_development_tenant if {
	rows := [guest(0, "contoso", "external"), guest(1, "contoso-test", "external")]
	rule.report == set() with input as topology(rows)
}

test_not_in_the_primary_tenant if {
	rows := [guest(0, "contoso-dev", "external"), guest(1, "contoso-test", "external")]
	rule.report == set() with input as topology(rows)
}
