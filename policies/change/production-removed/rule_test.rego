package tenantlint.rules.change["production-removed_test"]

import data.tenantlint.rules.change["production-removed"] as rule

gone(fields, unknown) := {
	"changedEnvironments": [{
		"at": [0],
		"unknown": {},
		"before": object.union({"key": "contoso/crm", "tenant": "contoso", "unknown": {}}, fields),
	}],
	"index": {"tenants": {"contoso": {"unknown": unknown}}},
}

names(topology) := {f.params.environment |
	report := rule.report with input as topology
	some f in report
}

test_by_stage if names(gone({"stage": "production", "type": "Sandbox"}, {})) == {"contoso/crm"}

test_by_type if names(gone({"type": "Production"}, {})) == {"contoso/crm"}

test_other_stage if names(gone({"stage": "test", "type": "Production"}, {})) == set()

test_stage_not_known if names(gone({"type": "Production", "unknown": {"stage": true}}, {})) == set()

test_environments_not_known if names(gone({"stage": "production"}, {"environments": true})) == set()

test_still_there if {
	topology := gone({"stage": "production"}, {})
	there := object.union(topology.changedEnvironments[0], {"after": {"key": "contoso/crm", "unknown": {}}})
	names(object.union(topology, {"changedEnvironments": [there]})) == set()
}
