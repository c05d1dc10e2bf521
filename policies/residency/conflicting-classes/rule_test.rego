package tenantlint.rules.residency["conflicting-classes_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.residency["conflicting-classes"] as rule

row(n, environment, class) := {
	"at": [0, n],
	"unknown": {},
	"name": "people",
	"key": "people",
	"environment": environment,
	"class": class,
}

shared(rows) := {"duplicates": {"dataSets": [{"key": "people", "rows": rows}]}}

test_two_classes if {
	rows := [row(0, "a", "health"), row(1, "b", "financial"), row(2, "c", "health")]
	fixture.locations(rule.report) == {[[0, 0, "class"], [0, 1, "class"], [0, 2, "class"]]} with input as shared(rows)
}

test_sample_in_the_same_environment if {
	rows := [row(0, "a", "health"), row(1, "a", "sample"), row(2, "b", "health")]
	fixture.locations(rule.report) == {[[0, 0, "class"], [0, 1, "class"]]} with input as shared(rows)
}

test_sample_elsewhere if {
	rule.report == set()
		with input as shared([row(0, "a", "health"), row(1, "b", "sample")])
}

test_one_class if rule.report == set() with input as shared([row(0, "a", "health"), row(1, "b", "health")])

test_class_not_declared if {
	rule.report == set() with input as shared([row(0, "a", "health"), object.remove(row(1, "b", ""), ["class"])])
}

test_environment_not_declared if {
	rows := [
		object.remove(row(0, "a", "health"), ["environment"]),
		object.remove(row(1, "b", "financial"), ["environment"]),
	]
	rule.report == set() with input as shared(rows)
}
