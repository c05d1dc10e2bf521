package tenantlint.rules.environment["own-database_test"]

import data.tenantlint.rules.environment["own-database"] as rule

environment(name, fields, database) := object.union(fields, {
	"at": [0, name],
	"tenant": "contoso",
	"key": sprintf("contoso/%s", [name]),
	"unknown": {},
	"dataverse": object.union({"at": [0, name, "dataverse"], "unknown": {}}, database),
})

shared(name, rows) := {"shared": {name: [{"key": "x", "rows": rows}]}}

found(what, field) := {{
	"message": sprintf("environments \"contoso/dev\", \"contoso/test\" have one Dataverse %s, \"x\"", [what]),
	"sites": [
		{"at": [0, "dev", "dataverse", field], "label": "database of environment \"contoso/dev\""},
		{"at": [0, "test", "dataverse", field], "label": "database of environment \"contoso/test\""},
	],
}}

pair(database) := [environment("dev", {}, database), environment("test", {}, database)]

test_one_organization if {
	rule.report == found("organization", "organizationId") with input as shared("tenantOrganizations", pair({"organizationId": "x"}))
}

test_one_host if {
	rule.report == found("host", "url") with input as shared("tenantHosts", pair({"url": "x"}))
}

test_one_unique_name if {
	rule.report == found("unique name", "uniqueName") with input as shared("uniqueNames", pair({"uniqueName": "x"}))
}

test_host_of_one_organization if {
	rule.report == set() with input as shared("tenantHosts", pair({"organizationId": "o", "url": "x"}))
}

test_unique_name_of_one_host if {
	rule.report == set() with input as shared("uniqueNames", pair({"url": "h", "uniqueName": "x"}))
}

test_one_environment_under_two_names if {
	rows := [environment("dev", {"id": "i"}, {"organizationId": "x"}), environment("test", {"id": "i"}, {"organizationId": "x"})]
	rule.report == found("organization", "organizationId") with input as shared("tenantOrganizations", rows)
}

test_one_environment_declared_twice if {
	rows := [environment("dev", {}, {"organizationId": "x"}), environment("dev", {}, {"organizationId": "x"})]
	rule.report == set() with input as shared("tenantOrganizations", rows)
}
