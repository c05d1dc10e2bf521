package tenantlint.rules.change["namespace-tenant_test"]

import data.tenantlint.rules.change["namespace-tenant"] as rule

changed(protocol, before, after) := {
	"changedNamespaces": [{
		"at": [1, "namespaces", protocol, 0],
		"unknown": {},
		"before": {"name": "contoso.com", "protocol": protocol, "tenant": before, "unknown": {}},
		"after": {"name": "contoso.com", "protocol": protocol, "tenant": after, "at": [1, "namespaces", protocol, 0], "unknown": {}},
	}],
	"index": {"domains": {}},
}

test_moved if {
	rule.report == {{
		"message": "SMTP name space \"contoso.com\" moves from tenant \"contoso\" to tenant \"fabrikam\" in one step",
		"at": [1, "namespaces", "smtp", 0],
		"label": "was in tenant \"contoso\"",
	}} with input as changed("smtp", "contoso", "fabrikam")
}

test_upn_moved if {
	some f in rule.report with input as changed("userPrincipalName", "contoso", "fabrikam")
	f.message == "UPN name space \"contoso.com\" moves from tenant \"contoso\" to tenant \"fabrikam\" in one step"
}

test_stays if {
	rule.report == set() with input as changed("smtp", "contoso", "contoso")
}

# domain-tenant speaks of a name space that moves together with its domain.
test_moves_with_its_domain if {
	domains := {"contoso.com": [{"name": "contoso.com", "tenant": "fabrikam", "unknown": {}}]}
	rule.report == set() with input as object.union(changed("smtp", "contoso", "fabrikam"), {"index": {"domains": domains}})
}
