package tenantlint.rules.environment["open-access_test"]

import data.tenantlint.rules.environment["open-access"] as rule

environment(fields) := object.union(
	{"at": [0, "environments", 0], "unknown": {}, "tenant": "contoso", "key": "contoso/orders", "type": "Sandbox", "stage": "test", "dataverse": {"unknown": {}}},
	fields,
)

found(level, related) := {{
	"message": "environment \"contoso/orders\" has no security group: every licensed user of tenant \"contoso\" may enter",
	"at": [0, "environments", 0, "securityGroup"],
	"label": "no security group",
	"level": level,
	"related": related,
}}

data_sets(classes) := [{"at": [0, "environments", 0, "data", i], "unknown": {}, "name": "d", "class": c} | some i, c in classes]

test_in_test if rule.report == found("note", []) with input.environments as [environment({})]

test_in_production if rule.report == found("warning", []) with input.environments as [environment({"stage": "production"})]

test_type_production_without_stage if {
	row := object.remove(environment({"type": "Production"}), ["stage"])
	rule.report == found("warning", []) with input.environments as [row]
}

test_type_production_for_tests if rule.report == found("note", []) with input.environments as [environment({"type": "Production"})]

test_classified_data if {
	related := [{"at": [0, "environments", 0, "data", 1, "class"], "message": "holds \"health\" data"}]
	rule.report == found("warning", related) with input.environments as [environment({"data": data_sets(["sample", "health"])})]
}

test_sample_data if rule.report == found("note", []) with input.environments as [environment({"data": data_sets(["sample"])})]

test_not_open_on_purpose if rule.report == found("note", []) with input.environments as [environment({"openToTenant": false})]

test_security_group if rule.report == set() with input.environments as [environment({"securityGroup": "contoso/sales"})]

test_open_on_purpose if rule.report == set() with input.environments as [environment({"openToTenant": true})]

test_security_group_not_known if rule.report == set() with input.environments as [environment({"unknown": {"securityGroup": true}})]

test_open_not_known if rule.report == set() with input.environments as [environment({"unknown": {"openToTenant": true}})]

test_no_database if rule.report == set() with input.environments as [object.remove(environment({}), ["dataverse"])]

test_types_that_take_no_group if {
	every type in ["Default", "Developer", "Teams", "Trial", "SubscriptionBasedTrial", "Support"] {
		rule.report == set() with input.environments as [environment({"type": type})]
	}
}
