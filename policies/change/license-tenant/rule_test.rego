package tenantlint.rules.change["license-tenant_test"]

import data.tenantlint.rules.change["license-tenant"] as rule

changed(fields) := [{
	"at": [0],
	"unknown": {},
	"before": {"subscriptionId": "s", "tenant": "contoso", "unknown": {}},
	"after": object.union({"subscriptionId": "s", "tenant": "contoso", "at": [0], "unknown": {}}, fields),
}]

test_moved if {
	report := rule.report with input.changedSubscriptions as changed({"tenant": "fabrikam"})
	{[f.at, f.params.before, f.params.after] | some f in report} == {[[0, "subscriptionId"], "contoso", "fabrikam"]}
}

test_stays if {
	rule.report == set() with input.changedSubscriptions as changed({})
}

test_removed if {
	gone := object.remove(changed({})[0], ["after"])
	rule.report == set() with input.changedSubscriptions as [gone]
}
