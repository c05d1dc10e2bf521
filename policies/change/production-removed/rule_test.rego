package tenantlint.rules.change["production-removed_test"]

import data.tenantlint.rules.change["production-removed"] as rule

gone(stage) := {"changedEnvironments": [{
	"at": [0],
	"unknown": {},
	"before": {"name": "crm", "key": "contoso/crm", "tenant": "contoso", "stage": stage, "unknown": {}},
}]}

test_production_gone if {
	rule.report == {{"message": "production environment \"contoso/crm\" is no longer declared", "at": [0]}} with input as gone("production")
}

test_test_gone if {
	rule.report == set() with input as gone("test")
}

test_production_changed if {
	changed := {"changedEnvironments": [object.union(gone("production").changedEnvironments[0], {"after": {"key": "contoso/crm"}})]}
	rule.report == set() with input as changed
}
