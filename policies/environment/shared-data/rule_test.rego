package tenantlint.rules.environment["shared-data_test"]

import data.tenantlint.rules.environment["shared-data"] as rule

row(environment, component, fields) := object.union(
	{"at": [0, environment], "unknown": {}, "name": "Customers", "environment": environment, "component": component},
	fields,
)

shared(rows) := {"shared": {"dataSets": [{"key": "customers", "rows": rows}]}}

test_not_joined if {
	rule.report == {{
		"message": "data set \"Customers\" lies in environments \"contoso/a\", \"contoso/b\", which no flow or connection joins",
		"sites": [
			{"at": [0, "contoso/a", "name"], "label": "in environment \"contoso/a\""},
			{"at": [0, "contoso/b", "name"], "label": "in environment \"contoso/b\""},
		],
	}} with input as shared([row("contoso/a", "1", {"class": "personal"}), row("contoso/b", "2", {})])
}

test_joined if {
	rule.report == set() with input as shared([row("contoso/a", "1", {}), row("contoso/b", "1", {})])
}

test_sample if {
	rule.report == set() with input as shared([row("contoso/a", "1", {}), row("contoso/b", "2", {"class": "sample"})])
}

test_class_not_known if {
	rule.report == set() with input as shared([row("contoso/a", "1", {}), row("contoso/b", "2", {"unknown": {"class": true}})])
}
