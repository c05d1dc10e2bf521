package tenantlint.rules.environment["one-default_test"]

import data.tenantlint.rules.environment["one-default"] as rule

environment(name) := {"at": [0, name], "unknown": {}, "tenant": "contoso", "name": name, "key": sprintf("contoso/%s", [name])}

shared(rows) := {"shared": {"defaults": [{"key": "contoso Default", "rows": rows}]}}

test_two if {
	rule.report == {{
		"message": "tenant \"contoso\" has two Default environments: \"a\", \"b\"",
		"sites": [
			{"at": [0, "a", "type"], "label": "type of \"contoso/a\""},
			{"at": [0, "b", "type"], "label": "type of \"contoso/b\""},
		],
	}} with input as shared([environment("a"), environment("b")])
}

test_one_declared_twice if rule.report == set() with input as shared([environment("a"), environment("a")])
