package tenantlint.rules.change["environment-tenant_test"]

import data.tenantlint.rules.change["environment-tenant"] as rule

changed(before, after) := {"changedEnvironments": [{
	"at": [1, "environments", 0],
	"unknown": {},
	"before": {"name": "crm", "key": sprintf("%s/crm", [before]), "tenant": before, "unknown": {}},
	"after": {"name": "crm", "key": sprintf("%s/crm", [after]), "tenant": after, "at": [1, "environments", 0], "unknown": {}},
}]}

test_moved if {
	rule.report == {{
		"message": "environment \"crm\" moves from tenant \"contoso\" to tenant \"fabrikam\"",
		"at": [1, "environments", 0, "name"],
		"label": "was in tenant \"contoso\"",
	}} with input as changed("contoso", "fabrikam")
}

test_changed_in_its_tenant if {
	rule.report == set() with input as changed("contoso", "contoso")
}

test_gone if {
	gone := {"changedEnvironments": [object.remove(changed("contoso", "fabrikam").changedEnvironments[0], ["after"])]}
	rule.report == set() with input as gone
}
