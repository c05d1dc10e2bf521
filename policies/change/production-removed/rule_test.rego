package tenantlint.rules.change["production-removed_test"]

import data.tenantlint.rules.change["production-removed"] as rule

removed(fields, unknown) := {
	"changedEnvironments": [{
		"at": [0],
		"unknown": {},
		"before": object.union({"key": "contoso/crm", "tenant": "contoso", "unknown": {}}, fields),
	}],
	"index": {"tenants": {"contoso": {"unknown": unknown}}},
}

names contains f.params.environment if some f in rule.report

test_by_stage if names == {"contoso/crm"} with input as removed({"stage": "production", "type": "Sandbox"}, {})

test_by_type if names == {"contoso/crm"} with input as removed({"type": "Production"}, {})

test_other_stage if names == set() with input as removed({"stage": "test", "type": "Production"}, {})

test_stage_unknown if names == set() with input as removed({"type": "Production", "unknown": {"stage": true}}, {})

test_environments_unknown if names == set() with input as removed({"stage": "production"}, {"environments": true})

test_still_declared if {
	topology := removed({"stage": "production"}, {})
	there := object.union(topology.changedEnvironments[0], {"after": {"key": "contoso/crm", "unknown": {}}})
	names == set() with input as object.union(topology, {"changedEnvironments": [there]})
}
