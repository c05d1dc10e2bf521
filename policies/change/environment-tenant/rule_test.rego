package tenantlint.rules.change["environment-tenant_test"]

import data.tenantlint.rules.change["environment-tenant"] as rule

changed(fields) := [{
	"at": [0],
	"unknown": {},
	"before": {"key": "contoso/crm", "name": "crm", "tenant": "contoso", "unknown": {}},
	"after": object.union({"key": "contoso/crm", "name": "crm", "tenant": "contoso", "at": [0], "unknown": {}}, fields),
}]

test_moved if {
	report := rule.report with input.changedEnvironments as changed({"tenant": "fabrikam"})
	{[f.at, f.params.before, f.params.after] | some f in report} == {[[0, "name"], "contoso", "fabrikam"]}
}

test_stays if {
	rule.report == set() with input.changedEnvironments as changed({})
}

test_removed if {
	gone := object.remove(changed({})[0], ["after"])
	rule.report == set() with input.changedEnvironments as [gone]
}
