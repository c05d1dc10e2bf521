package tenantlint.rules.residency["undeclared-location_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.residency["undeclared-location"] as rule

test_no_location if {
	fixture.paths(rule.report) == {[0, "environments", 0, "location"]}
		with input as envs.single({"data": [envs.patients]}, {})
}

test_not_in_the_table if {
	fixture.paths(rule.report) == {[0, "environments", 0, "location"]}
		with input as envs.single({"location": "atlantis", "data": [envs.patients]}, {})
	fixture.paths(rule.report) == {[0, "environments", 0, "macroRegion"]}
		with input as envs.single({"macroRegion": "atlantis", "data": [envs.patients]}, {})
	fixture.paths(rule.report) == {[0, "environments", 0, "location"]}
		with input as envs.single(
			object.union({"data": [envs.patients]}, envs.dataverse({"url": "c.crm99.dynamics.com"})),
			{},
		)
}

test_known if {
	every fields in [
		{"location": "japan"}, {"location": "japn"}, {"azureRegion": "eastus"}, {"macroRegion": "europe"},
		{"unknown": {"location": true}}, {"macroRegion": "atlantis", "unknown": {"location": true}},
		envs.dataverse({"url": "c.crm4.dynamics.com"}),
	] {
		rule.report == set() with input as envs.single(object.union(fields, {"data": [envs.patients]}), {})
	}
}

test_no_law if rule.report == set() with input as envs.single({"data": [envs.data_set(0, "d", "sample", {})]}, {})

topology(index) := object.union(envs.single({}, {}), {"index": index})

test_mastered if {
	row := envs.master({"data": [envs.patients]})
	count(rule.report) == 1 with input as topology({"masters": {"contoso/crm": [row]}})
}

test_received if {
	row := {
		"at": [1, "to"],
		"unknown": {},
		"class": "health",
		"subjects": "EU",
		"name": "patients",
		"origin": "contoso/hub",
	}
	hub := {"contoso/hub": envs.nth(1, "hub", {})}
	count(rule.report) == 1 with input as topology({"dataFlows": {"contoso/crm": [row]}, "environments": hub})
}
