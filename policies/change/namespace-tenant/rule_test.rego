package tenantlint.rules.change["namespace-tenant_test"]

import data.tenantlint.rules.change["namespace-tenant"] as rule

space := {"name": "contoso.com", "protocol": "smtp", "declared": true, "tenant": "contoso", "unknown": {}}

changed(fields) := [{
	"at": [0],
	"unknown": {},
	"before": space,
	"after": object.union_n([space, {"at": [0]}, fields]),
}]

test_moved if {
	report := rule.report with input.changedNamespaces as changed({"tenant": "fabrikam"})
	{[f.at, f.params.before, f.params.after] | some f in report} == {[[0], "contoso", "fabrikam"]}
}

test_stays if {
	rule.report == set() with input.changedNamespaces as changed({})
}

test_removed if {
	gone := object.remove(changed({})[0], ["after"])
	rule.report == set() with input.changedNamespaces as [gone]
}

test_domain_moves if {
	domains := {"contoso.com": [{"at": [0], "tenant": "fabrikam", "unknown": {}}]}
	rule.report == set() with input as {
		"changedNamespaces": changed({"tenant": "fabrikam"}),
		"index": {"domains": domains},
	}
}
