package tenantlint.rules.environment["single-tenant_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["single-tenant"] as rule

row(doc, tenant, fields) := object.union(
	{"at": [doc], "unknown": {}, "tenant": tenant, "key": concat("/", [tenant, "crm"])},
	fields,
)

database(doc, tenant, fields) := row(doc, tenant, {"dataverse": object.union(
	{"at": [doc, "dataverse"], "unknown": {}, "tenant": tenant},
	fields,
)})

shared(list, key, rows) := {"duplicates": {list: [{"key": key, "rows": rows}]}}

test_id_in_two if {
	rows := [row(0, "eu", {}), row(1, "us", {})]
	fixture.locations(rule.report) == {[[0, "id"], [1, "id"]]} with input as shared("environmentIds", "i", rows)
}

test_id_in_three if {
	rows := [row(0, "eu", {}), row(1, "us", {}), row(2, "jp", {})]
	{finding.params.count | some finding in rule.report} == {"three"}
		with input as shared("environmentIds", "i", rows)
}

test_id_twice_in_one_tenant if {
	rule.report == set() with input as shared("environmentIds", "i", [row(0, "eu", {}), row(1, "eu", {})])
}

test_id_of_a_default_environment if {
	rule.report == set() with input as shared("environmentIds", "default-i", [row(0, "eu", {}), row(1, "us", {})])
}

test_organization if {
	rows := [database(0, "eu", {"organizationId": "o"}), database(1, "us", {"organizationId": "o"})]
	fixture.locations(rule.report) == {[[0, "dataverse", "organizationId"], [1, "dataverse", "organizationId"]]}
		with input as shared("organizationIds", "o", rows)
}

test_host if {
	rows := [database(0, "eu", {"url": "h"}), database(1, "us", {"url": "h"})]
	fixture.locations(rule.report) == {[[0, "dataverse", "url"], [1, "dataverse", "url"]]}
		with input as shared("hosts", "h", rows)
}

test_declared_before if {
	one_id := [object.union(database(i, t, {"url": "h"}), {"id": "i"}) | some i, t in ["eu", "us"]]
	rule.report == set() with input as shared("hosts", "h", one_id)
	rule.report == set() with input as shared("organizationIds", "o", one_id)
	one_organization := [database(i, t, {"url": "h", "organizationId": "o"}) | some i, t in ["eu", "us"]]
	rule.report == set() with input as shared("hosts", "h", one_organization)
}
