package tenantlint.rules.environment["shared-data_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["shared-data"] as rule

row(n, component, fields) := object.union(
	{"at": [0, n], "unknown": {}, "name": "Customers", "environment": format_int(n, 10), "component": component},
	fields,
)

shared(rows) := {"duplicates": {"dataSets": [{"key": "customers", "rows": rows}]}}

test_not_joined if {
	fixture.locations(rule.report) == {[[0, 1, "name"], [0, 2, "name"]]}
		with input as shared([row(1, "a", {}), row(2, "b", {})])
}

test_joined if rule.report == set() with input as shared([row(1, "a", {}), row(2, "a", {})])

test_sample if rule.report == set() with input as shared([row(1, "a", {}), row(2, "b", {"class": "sample"})])

test_class_unknown if {
	rule.report == set() with input as shared([row(1, "a", {}), row(2, "b", {"unknown": {"class": true}})])
}
