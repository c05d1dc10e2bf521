package tenantlint.rules.environment.segregation_test

import data.tenantlint.rules.environment.segregation as rule

environment(first, second) := {
	"at": [0, "environments", 0],
	"unknown": {},
	"key": "contoso/hr",
	"data": [
		object.union({"at": [0, "environments", 0, "data", 0], "unknown": {}, "name": "payroll"}, first),
		object.union({"at": [0, "environments", 0, "data", 1], "unknown": {}, "name": "surveys"}, second),
	],
}

found(first, second) := {{
	"message": "data sets \"payroll\" and \"surveys\" must not share an environment, but both lie in \"contoso/hr\"",
	"sites": [
		{"at": [0, "environments", 0, "data", 0, "name"], "label": first},
		{"at": [0, "environments", 0, "data", 1, "name"], "label": second},
	],
}}

test_first_excludes_second if {
	rule.report == found("must not share with \"surveys\"", "lies here too") with input.environments as [environment({"mustNotShareWith": ["surveys"]}, {})]
}

test_second_excludes_first if {
	rule.report == found("lies here too", "must not share with \"payroll\"") with input.environments as [environment({}, {"mustNotShareWith": ["payroll"]})]
}

test_each_excludes_the_other if {
	row := environment({"mustNotShareWith": ["surveys"]}, {"mustNotShareWith": ["payroll"]})
	rule.report == found("must not share with \"surveys\"", "must not share with \"payroll\"") with input.environments as [row]
}

test_excludes_another if {
	rule.report == set() with input.environments as [environment({"mustNotShareWith": ["marketing"]}, {})]
}

data_set(i, name, barred) := {"at": [0, "data", i], "unknown": {}, "name": name, "mustNotShareWith": barred}

test_several_of_one_name if {
	row := {"at": [0], "unknown": {}, "key": "contoso/hr", "data": [
		data_set(0, "payroll", ["surveys"]),
		data_set(1, "surveys", ["surveys"]),
		data_set(2, "surveys", []),
		data_set(3, "payroll", ["surveys"]),
	]}
	{[site.at[2] | some site in finding.sites] | some finding in rule.report} == {[0, 1], [1, 2], [1, 3]} with input.environments as [row]
}

test_no_data if {
	rule.report == set() with input.environments as [{"at": [0], "unknown": {}, "key": "contoso/hr"}]
}
