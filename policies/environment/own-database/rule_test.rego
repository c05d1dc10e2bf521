package tenantlint.rules.environment["own-database_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["own-database"] as rule

row(n, name, fields) := envs.nth(n, name, {"dataverse": object.union(
	{"at": [0, "environments", n, "dataverse"], "unknown": {}},
	fields,
)})

conflict(list, fields) := {"duplicates": {list: [{"key": "k", "rows": [row(0, "a", fields), row(1, "b", fields)]}]}}

at(field) := {[[0, "environments", 0, "dataverse", field], [0, "environments", 1, "dataverse", field]]}

test_organization if {
	fixture.locations(rule.report) == at("organizationId")
		with input as conflict("tenantOrganizations", {"organizationId": "o"})
}

test_host if {
	fixture.locations(rule.report) == at("url")
		with input as conflict("tenantHosts", {"url": "c.crm.dynamics.com"})
}

test_unique_name if {
	fixture.locations(rule.report) == at("uniqueName")
		with input as conflict("uniqueNames", {"uniqueName": "u"})
}

test_declared_by_the_organization if {
	rule.report == set()
		with input as conflict("tenantHosts", {"url": "c.crm.dynamics.com", "organizationId": "o"})
	rule.report == set() with input as conflict("uniqueNames", {"uniqueName": "u", "url": "c.crm.dynamics.com"})
}

test_one_id if {
	rows := [object.union(row(n, name, {"url": "h"}), {"id": "i"}) | some n, name in ["a", "b"]]
	rule.report == set() with input.duplicates.tenantHosts as [{"key": "k", "rows": rows}]
}
