package tenantlint.rules.change["residency-weakened_test"]

import data.tenantlint.rules.change["residency-weakened"] as rule

row(before, after) := {
	"at": [0],
	"unknown": {},
	"before": object.union({"unknown": {}}, before),
	"after": object.union({"at": [0], "unknown": {}}, after),
}

paths contains f.at if some f in rule.report

test_wider_list if {
	before := {"class": "health", "subjects": "EU", "allowedLocations": ["europe"]}
	after := {"class": "health", "subjects": "EU", "allowedLocations": ["europe", "asia"]}
	paths == {[0, "allowedLocations"]} with input.changedResidency as [row(before, after)]
}

test_narrower_list if {
	before := {"class": "health", "subjects": "EU", "allowedLocations": ["europe", "asia"]}
	after := {"class": "health", "subjects": "EU", "allowedLocations": ["europe"]}
	paths == set() with input.changedResidency as [row(before, after)]
}

test_removed if {
	gone := object.remove(row({"class": "health", "subjects": "EU"}, {}), ["after"])
	report := rule.report with input.changedResidency as [gone]
	{f.params.data | some f in report} == {"health data of EU"}
}
