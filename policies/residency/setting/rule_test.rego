package tenantlint.rules.residency.setting_test

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.residency.setting as rule

topology(location, settings, item, home) := {
	"environments": [envs.environment({
		"location": location,
		"data": [item],
		"settings": object.union({"at": [0, "settings"], "unknown": {}}, settings),
	})],
	"index": {"residency": [], "tenants": {"contoso": envs.tenant(home)}},
}

deposits := envs.data_set(0, "clients", "bankingcustomer", {"subjects": "CH"})

test_across_regions if {
	{finding.params.goes | some finding in rule.report} == {{"sweden"}}
		with input as topology("switzerland", {"allowMovingDataAcrossRegions": true}, deposits, {})
	{finding.params.goes | some finding in rule.report} == {{"switzerland"}}
		with input as topology("europe", {"allowMovingDataAcrossRegions": true}, envs.patients, {})
}

test_search if {
	fixture.paths(rule.report) == {[0, "settings", "allowBingSearch"]}
		with input as topology("europe", {"allowBingSearch": true}, envs.patients, {})
}

test_no_destination if {
	rule.report == set()
		with input as topology("japan", {"allowFlexRouting": true}, envs.patients, {})
}

test_turned_off if rule.report == set() with input as topology("europe", {"allowBingSearch": false}, envs.patients, {})

test_outside_before if {
	rule.report == set()
		with input as topology("japan", {"allowBingSearch": true}, envs.patients, {})
}

test_microsoft_365 if {
	services := {"allowMicrosoft365Services": true}
	fixture.paths(rule.report) == {[0, "settings", "allowMicrosoft365Services"]}
		with input as topology("europe", services, envs.patients, {"location": "japan"})
	fixture.paths(rule.report) == {[0, "settings", "allowMicrosoft365Services"]}
		with input as topology("europe", services, envs.patients, {})
	rule.report == set() with input as topology("europe", services, envs.patients, {"location": "europe"})
	rule.report == set() with input as topology("europe", services, envs.patients, {"unknown": {"location": true}})
}
