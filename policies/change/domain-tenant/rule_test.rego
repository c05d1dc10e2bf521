package tenantlint.rules.change["domain-tenant_test"]

import data.tenantlint.rules.change["domain-tenant"] as rule

changed(before, after) := {"changedDomains": [{
	"at": [1, "domains", 0],
	"unknown": {},
	"before": {"name": "contoso.com", "tenant": before, "unknown": {}},
	"after": {"name": "contoso.com", "tenant": after, "at": [1, "domains", 0], "unknown": {}},
}]}

test_moved if {
	rule.report == {{
		"message": "domain \"contoso.com\" moves from tenant \"contoso\" to tenant \"fabrikam\" in one step",
		"at": [1, "domains", 0, "name"],
		"label": "was in tenant \"contoso\"",
	}} with input as changed("contoso", "fabrikam")
}

test_other_authentication if {
	rule.report == set() with input as changed("contoso", "contoso")
}

# The first of two steps: the domain has left and is nowhere.
test_gone if {
	gone := {"changedDomains": [object.remove(changed("contoso", "fabrikam").changedDomains[0], ["after"])]}
	rule.report == set() with input as gone
}
