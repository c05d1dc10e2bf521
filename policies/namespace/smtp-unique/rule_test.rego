package tenantlint.rules.namespace["smtp-unique_test"]

import data.tenantlint.rules.namespace["smtp-unique"] as rule

declared(doc, tenant) := {
	"at": [doc, "namespaces", "smtp", 0],
	"tenant": tenant,
	"protocol": "smtp",
	"name": "contoso.com",
	"declared": true,
	"unknown": {},
}

derived(doc, tenant) := object.union(declared(doc, tenant), {"at": [doc, "domains", 0, "name"], "declared": false})

report(rows, domains) := found if {
	found := rule.report with input as {
		"shared": {"namespaces": [{"key": "smtp contoso.com", "rows": rows}]},
		"index": {"domains": domains},
	}
}

verified(tenants) := {"contoso.com": [{"tenant": tenant, "name": "contoso.com", "isVerified": true} | some tenant in tenants]}

test_declared_in_both if {
	report([declared(0, "eu"), declared(1, "us")], {}) == {{
		"message": "SMTP name space \"contoso.com\" is used by two tenants",
		"sites": [
			{"at": [0, "namespaces", "smtp", 0], "label": "used here by tenant \"eu\""},
			{"at": [1, "namespaces", "smtp", 0], "label": "and here by tenant \"us\""},
		],
		"notes": [],
	}}
}

test_verified_domain_of_another if {
	report([derived(0, "eu"), declared(1, "us")], verified(["eu"])) == {{
		"message": "SMTP name space \"contoso.com\" is used by two tenants",
		"sites": [
			{"at": [0, "domains", 0, "name"], "label": "used here by tenant \"eu\""},
			{"at": [1, "namespaces", "smtp", 0], "label": "and here by tenant \"us\""},
		],
		"notes": ["a tenant that lists no name spaces has those of its verified domains"],
	}}
}

test_verified_in_both_is_another_rule if {
	report([derived(0, "eu"), declared(1, "us")], verified(["eu", "us"])) == set()
}

test_verified_in_a_tenant_that_does_not_use_it if {
	count(report([declared(0, "eu"), declared(1, "us")], verified(["eu", "jp"]))) == 1
}

test_derived_in_both if report([derived(0, "eu"), derived(1, "us")], {}) == set()

test_twice_in_one_tenant if report([declared(0, "eu"), declared(0, "eu")], {}) == set()

test_other_protocol if {
	report([object.union(declared(doc, tenant), {"protocol": "userPrincipalName"}) | some doc, tenant in ["eu", "us"]], {}) == set()
}

test_not_known_whether_it_is_verified if {
	domains := {"contoso.com": [{"tenant": "eu", "name": "contoso.com", "unknown": {"isVerified": true}}]}
	report([derived(0, "eu"), declared(1, "us")], domains) == set()
}
