package tenantlint.rules.guest["home-tenant_test"]

import data.tenantlint.rules.guest["home-tenant"] as rule

guest := {
	"at": [0, "guests", 0],
	"unknown": {},
	"tenant": "contoso",
	"address": "vera@adatum.com",
	"domains": ["adatum.com"],
	"homeTenant": "fabrikam",
	"home": "fabrikam",
}

topology(row, tenant, domains) := {
	"guests": [row],
	"index": {
		"tenants": {"fabrikam": tenant},
		"of": {"fabrikam": {"domains": domains}},
	},
}

fabrikam := [{"name": "fabrikam.com", "unknown": {}}, {"name": "fabrikam.onmicrosoft.com", "unknown": {}}]

test_of_the_tenant_itself if {
	row := object.union(guest, {"homeTenant": "contoso", "home": "contoso"})
	rule.report == {{
		"message": "guest \"vera@adatum.com\" of tenant \"contoso\" has the same tenant as its home",
		"at": [0, "guests", 0, "homeTenant"],
		"label": "the tenant that lists the guest",
		"help": "list the account under users, or name the tenant that it comes from",
	}} with input as topology(row, {"unknown": {}}, fabrikam)
}

test_domain_of_another if {
	rule.report == {{
		"message": "guest \"vera@adatum.com\" has tenant \"fabrikam\" as its home, which does not hold domain \"adatum.com\"",
		"at": [0, "guests", 0, "homeTenant"],
		"label": "holds \"fabrikam.com\", \"fabrikam.onmicrosoft.com\"",
	}} with input as topology(guest, {"unknown": {}}, fabrikam)
}

test_domain_of_the_home if {
	row := object.union(guest, {"domains": ["adatum.com", "fabrikam.com"]})
	rule.report == set() with input as topology(row, {"unknown": {}}, fabrikam)
}

test_external if {
	row := object.union(object.remove(guest, ["home"]), {"homeTenant": "external"})
	rule.report == set() with input as topology(row, {"unknown": {}}, fabrikam)
}

test_home_lists_no_domains if {
	rule.report == set() with input as topology(guest, {"unknown": {}}, [])
}

test_domains_not_known if {
	rule.report == set() with input as topology(guest, {"unknown": {"domains": true}}, fabrikam)
}

test_name_of_a_domain_not_known if {
	rule.report == set() with input as topology(guest, {"unknown": {}}, array.concat(fabrikam, [{"unknown": {"name": true}}]))
}
