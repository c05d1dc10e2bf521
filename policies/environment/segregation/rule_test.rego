package tenantlint.rules.environment.segregation_test

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment.segregation as rule

environment_with(barred) := envs.environment({"data": [
	envs.data_set(0, "payroll", "financial", {}),
	envs.data_set(1, "Sales", "financial", {"mustNotShareWith": barred}),
]})

test_names_ignore_case if {
	fixture.locations(rule.report) == {[
		[0, "environments", 0, "data", 0, "name"],
		[0, "environments", 0, "data", 1, "name"],
	]}
		with input.environments as [environment_with(["PAYROLL"])]
}

test_another if rule.report == set() with input.environments as [environment_with(["marketing"])]

test_several_of_one_name if {
	row := envs.environment({"data": [
		envs.data_set(0, "payroll", "financial", {"mustNotShareWith": ["surveys"]}),
		envs.data_set(1, "surveys", "financial", {"mustNotShareWith": ["surveys"]}),
		envs.data_set(2, "surveys", "financial", {}),
		envs.data_set(3, "payroll", "financial", {"mustNotShareWith": ["surveys"]}),
	]})
	{[loc.at[4] | some loc in finding.locations] | some finding in rule.report} == {[0, 1], [1, 2], [1, 3]}
		with input.environments as [row]
}

test_no_data if rule.report == set() with input.environments as [envs.environment({})]

arrival(n, name, barred) := {
	"at": [1, "flows", n, "to"], "unknown": {}, "name": name, "key": lower(name), "environment": "contoso/crm",
	"origin": "contoso/hr", "originAt": [0, "environments", 1, "data", 0, "name"], "by": "master data", "of": "m",
	"mustNotShareWith": barred,
}

arriving(row, sets) := {
	"arrivals": [row],
	"index": {"environments": {"contoso/crm": envs.environment({"data": sets})}},
}

test_received_despite_a_ban if {
	sets := [envs.data_set(0, "sales", "financial", {"mustNotShareWith": ["payroll"]})]
	fixture.paths(rule.report) == {[1, "flows", 0, "to"]} with input as arriving(arrival(0, "Payroll", []), sets)
}

test_received_despite_its_own_ban if {
	sets := [envs.data_set(0, "Sales", "financial", {})]
	fixture.paths(rule.report) == {[1, "flows", 0, "to"]}
		with input as arriving(arrival(0, "payroll", ["sales"]), sets)
}

test_mastered if {
	sets := [envs.data_set(0, "sales", "financial", {"mustNotShareWith": ["payroll"]})]
	row := object.remove(arrival(0, "payroll", []), ["by", "of"])
	some finding in rule.report with input as arriving(row, sets)
	startswith(finding.message, "data set \"{set}\" is mastered in")
}

test_received_elsewhere if {
	rule.report == set()
		with input as arriving(arrival(0, "payroll", ["sales"]), [envs.data_set(0, "stock", "financial", {})])
}

test_two_received if {
	rows := [arrival(0, "payroll", []), arrival(1, "sales", ["payroll"])]
	fixture.paths(rule.report) == {[1, "flows", 1, "to"]}
		with input.duplicates.arrivals as [{"key": "contoso/crm", "rows": rows}]
}

test_no_such_name if {
	row := {"at": [0, "x"], "unknown": {}, "name": "payrol", "dataSet": "sales"}
	fixture.levels(rule.report) == {[[0, "x"], "note"]} with input.unmatchedBans as [row]
	slip := object.union(row, {"slip": true, "suggestion": "payroll"})
	fixture.levels(rule.report) == {[[0, "x"], "warning"]} with input.unmatchedBans as [slip]
}
