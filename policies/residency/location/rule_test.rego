package tenantlint.rules.residency.location_test

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.residency.location as rule

expected := {[0, "environments", 0, "data", 0, "name"]}

environment_with(location, item) := envs.single({"location": location, "data": [item]}, {})

deposits(subjects) := envs.data_set(0, "depositors", "bankingcustomer", subjects)

test_outside if fixture.paths(rule.report) == expected with input as environment_with("japan", envs.patients)

test_inside if rule.report == set() with input as environment_with("france", envs.patients)

test_typo if fixture.paths(rule.report) == expected with input as environment_with("unitedstate", envs.patients)

test_not_in_the_table if rule.report == set() with input as environment_with("atlantis", envs.patients)

test_resolved_location if {
	some fields in [
		envs.dataverse({"url": "c.crm.dynamics.com"}),
		{"azureRegion": "eastus"},
		{"macroRegion": "asia-pacific"},
	]
	fixture.paths(rule.report) == expected with input as envs.single(object.union(fields, {"data": [envs.patients]}), {})
}

test_part_of_a_macro_region_allowed if {
	rule.report == set() with input as envs.single({"macroRegion": "europe", "data": [envs.patients]}, {})
}

test_member_state if {
	german := envs.data_set(0, "patients", "health", {"subjects": "DE"})
	fixture.paths(rule.report) == expected with input as environment_with("unitedkingdom", german)
	rule.report == set() with input as environment_with("france", german)
}

test_nothing_is_required if {
	rule.report == set() with input as environment_with("japan", envs.data_set(0, "d", "personal", {"subjects": "EU"}))
	rule.report == set() with input as environment_with("japan", envs.data_set(0, "d", "health", {"subjects": "CA"}))
	rule.report == set()
		with input as environment_with("japan", envs.data_set(0, "d", "health", {"unknown": {"subjects": true}}))
}

test_bank_in_switzerland if {
	rule.report == set()
		with input as envs.single(
			{"location": "germany", "data": [deposits({"subjects": "DE"})]},
			{"countryLetterCode": "DE"},
		)
	every subjects in [{}, {"subjects": "DE"}, {"unknown": {"subjects": true}}] {
		fixture.paths(rule.report) == expected
			with input as envs.single({"location": "germany", "data": [deposits(subjects)]}, {"countryLetterCode": "CH"})
		fixture.paths(rule.report) == expected
			with input as envs.single({"location": "germany", "data": [deposits(subjects)]}, {"location": "switzerland"})
	}
}

entry(fields) := object.union({"at": [1, "residency", 0], "class": "health", "subjects": "EU", "unknown": {}}, fields)

test_entry_of_the_topology if {
	given := object.union(environment_with("europe", envs.patients), {
		"index": {"residency": [entry({"allowedLocations": ["germany"], "reason": "board"})]},
	})
	some finding in rule.report with input as given
	{note.params.reason | some note in finding.notes} == {"board"}
	{place.at | some place in finding.related} == {[0, "environments", 0, "location"], [1, "residency", 0]}
}

test_entry_with_unknown_locations if {
	open := entry({"unknown": {"allowedLocations": true}})
	rule.report == set()
		with input as object.union(environment_with("japan", envs.patients), {"index": {"residency": [open]}})
}

test_two_entries_allow_what_either_allows if {
	both := [entry({"allowedLocations": ["canada"]}), entry({"allowedLocations": ["japan"]})]
	rule.report == set()
		with input as object.union(environment_with("japan", envs.patients), {"index": {"residency": both}})
}

mastered_topology(sets) := {
	"environments": [envs.environment({"location": "japan", "data": sets})],
	"index": {
		"tenants": {}, "residency": [],
		"masters": {"contoso/crm": [envs.master({"data": [object.union(envs.patients, {"at": [1, "data", 0]})]})]},
	},
}

test_mastered if {
	fixture.paths(rule.report) == {[1, "data", 0, "name"]} with input as mastered_topology([])
	fixture.paths(rule.report) == expected with input as mastered_topology([envs.patients])
}
