package tenantlint.rules.environment["single-tenant_test"]

import data.tenantlint.rules.environment["single-tenant"] as rule

tenants := {
	"eu": {"at": [0], "name": "eu", "id": "11111111-1111-4111-8111-111111111111", "unknown": {}},
	"us": {"at": [1], "name": "us", "id": "22222222-2222-4222-8222-222222222222", "unknown": {}},
	"new": {"at": [2], "name": "new", "unknown": {"id": true}},
}

environment(doc, tenant, fields) := object.union(
	{"at": [doc, "environments", 0], "tenant": tenant, "key": sprintf("%s/prod", [tenant]), "unknown": {}},
	fields,
)

dataverse(doc, tenant, fields) := {"dataverse": object.union({"at": [doc, "environments", 0, "dataverse"], "tenant": tenant, "unknown": {}}, fields)}

shared(name, key, rows) := {"shared": {name: [{"key": key, "rows": rows}]}, "index": {"tenants": tenants}}

found(message, place) := {{
	"message": message,
	"sites": [
		{"at": array.concat([0, "environments", 0], place), "label": "declared here by tenant \"eu\""},
		{"at": array.concat([1, "environments", 0], place), "label": "and here by tenant \"us\""},
	],
}}

id := "33333333-3333-4333-8333-333333333333"

test_one_id if {
	rows := [environment(0, "eu", {"id": id}), environment(1, "us", {"id": id})]
	rule.report == found(sprintf("environment id %q is in two tenants: \"eu\", \"us\"", [id]), ["id"]) with input as shared("environmentIds", id, rows)
}

test_one_id_in_one_tenant if {
	rows := [environment(0, "eu", {"id": id}), environment(1, "eu", {"id": id})]
	rule.report == set() with input as shared("environmentIds", id, rows)
}

test_one_organization if {
	rows := [environment(0, "eu", dataverse(0, "eu", {"organizationId": id})), environment(1, "us", dataverse(1, "us", {"organizationId": id}))]
	rule.report == found(sprintf("Dataverse organization %q is in two tenants: \"eu\", \"us\"", [id]), ["dataverse", "organizationId"]) with input as shared("organizationIds", id, rows)
}

test_organization_of_one_environment if {
	fields := {"id": id, "dataverse": {"organizationId": id, "unknown": {}}}
	rows := [environment(0, "eu", fields), environment(1, "us", fields)]
	rule.report == set() with input as shared("organizationIds", id, rows)
}

test_one_host if {
	rows := [environment(0, "eu", dataverse(0, "eu", {"url": "c.crm.dynamics.com"})), environment(1, "us", dataverse(1, "us", {"url": "c.crm.dynamics.com"}))]
	rule.report == found("Dataverse host \"c.crm.dynamics.com\" is in two tenants: \"eu\", \"us\"", ["dataverse", "url"]) with input as shared("hosts", "c.crm.dynamics.com", rows)
}

test_host_of_one_organization if {
	fields := {"organizationId": id, "url": "c.crm.dynamics.com"}
	rows := [environment(0, "eu", dataverse(0, "eu", fields)), environment(1, "us", dataverse(1, "us", fields))]
	rule.report == set() with input as shared("hosts", "c.crm.dynamics.com", rows)
}

standard(doc, tenant) := environment(doc, tenant, {"id": "default-22222222-2222-4222-8222-222222222222"})

test_default_of_another_tenant if {
	rule.report == {{
		"message": "environment \"eu/prod\" is the Default environment of tenant id \"22222222-2222-4222-8222-222222222222\", not of tenant \"eu\"",
		"at": [0, "environments", 0, "id"],
		"label": "holds the id of another tenant",
		"related": [{"at": [0, "id"], "message": "tenant \"eu\" has id \"11111111-1111-4111-8111-111111111111\""}],
		"help": "correct the id, or declare the environment in the tenant whose id it holds",
	}} with input as {"environments": [standard(0, "eu"), standard(1, "us")], "index": {"tenants": tenants}}
}

test_default_of_another_tenant_is_reported_once if {
	rows := [standard(0, "eu"), standard(1, "us")]
	rule.report == set() with input as shared("environmentIds", rows[0].id, rows)
}

test_id_of_the_tenant_not_known if {
	rule.report == set() with input as {"environments": [standard(2, "new")], "index": {"tenants": tenants}}
}
