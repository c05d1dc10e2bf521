package tenantlint.rules.guest["outsider-in-main_test"]

import data.tenantlint.rules.guest["outsider-in-main"] as rule

guest(doc, tenant, home) := {"at": [doc, "guests", 0], "unknown": {}, "tenant": tenant, "homeTenant": home}

tenants := {
	"contoso": {"primary": true, "unknown": {}},
	"contoso-dev": {"primary": false, "develops": true, "unknown": {}},
	"contoso-test": {"primary": false, "unknown": {}},
}

topology(rows) := {
	"shared": {"guests": [{"key": "vera@fabrikam.com", "rows": rows}]},
	"index": {"tenants": tenants},
}

test_in_both if {
	rows := [guest(0, "contoso", "external"), guest(1, "contoso-dev", "external")]
	rule.report == {{
		"message": "guest \"vera@fabrikam.com\" from outside develops in tenant \"contoso-dev\" and is in the primary tenant \"contoso\" too",
		"at": [0, "guests", 0],
		"label": "known in the primary tenant",
		"related": [{"at": [1, "guests", 0], "message": "invited to the development tenant \"contoso-dev\""}],
	}} with input as topology(rows)
}

test_of_a_tenant_of_the_topology if {
	rows := [guest(0, "contoso", "contoso-test"), guest(1, "contoso-dev", "contoso-test")]
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
