package tenantlint.rules.storage["single-tenant_test"]

import data.tenantlint.rules.storage["single-tenant"] as rule

environments(dataverse) := [{
	"at": [0, "environments", 0],
	"unknown": {},
	"tenant": "contoso-us",
	"key": "contoso-us/sales",
	"dataverse": object.union({"at": [0, "environments", 0, "dataverse"], "unknown": {}}, dataverse),
}]

test_capacity_of_another_tenant if {
	rule.report == {{
		"message": "environment \"contoso-us/sales\" draws on the storage of tenant \"contoso-eu\", but belongs to tenant \"contoso-us\"",
		"at": [0, "environments", 0, "dataverse", "capacityFrom"],
		"label": "storage of another tenant",
	}} with input.environments as environments({"capacityFrom": "contoso-eu"})
}

test_capacity_of_its_own_tenant if {
	rule.report == set() with input.environments as environments({"capacityFrom": "contoso-us"})
}

test_capacity_not_named if rule.report == set() with input.environments as environments({})

test_tenant_not_resolved if {
	rule.report == set() with input.environments as environments({"unknown": {"capacityFrom": true}})
}
