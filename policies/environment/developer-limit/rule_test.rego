package tenantlint.rules.environment["developer-limit_test"]

import data.tenantlint.rules.environment["developer-limit"] as rule

environment(name) := {"at": [0, name], "unknown": {}, "tenant": "contoso", "key": sprintf("contoso/%s", [name]), "owner": "adele@contoso.com"}

shared(names) := {"shared": {"developers": [{"key": "contoso adele@contoso.com", "rows": [environment(name) | some name in names]}]}}

test_four if {
	rule.report == {{
		"message": "\"adele@contoso.com\" owns four Developer environments in tenant \"contoso\", but can have three",
		"sites": [{"at": [0, name, "owner"], "label": sprintf("owns \"contoso/%s\"", [name])} | some name in ["a", "b", "c", "d"]],
	}} with input as shared(["a", "b", "c", "d"])
}

test_three if rule.report == set() with input as shared(["a", "b", "c"])

test_one_declared_twice if rule.report == set() with input as shared(["a", "b", "c", "c"])
