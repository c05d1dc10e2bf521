package tenantlint.rules.identity["group-single-tenant_test"]

import data.tenantlint.rules.identity["group-single-tenant"] as rule

ids(tenants) := {"duplicates": {"groupIds": [{"key": "3f2c", "rows": [
{"at": [doc, "groups", 0], "tenant": tenant, "id": "3f2c", "unknown": {}} |
	some doc, tenant in tenants
]}]}}

test_one_id_in_two_tenants if {
	rule.report == {{
		"message": `group id "{id}" is declared by {count} tenants`,
		"params": {"id": "3f2c", "count": "two"},
		"locations": [
			{"at": [0, "groups", 0, "id"], "label": `declared here by tenant "{tenant}"`, "params": {"tenant": "eu"}},
			{"at": [1, "groups", 0, "id"], "label": `and here by tenant "{tenant}"`, "params": {"tenant": "us"}},
		],
		"help": "leave the group in the tenant that has it, and create another one where it is needed too",
	}} with input as ids(["eu", "us"])
}

test_one_id_twice_in_one_tenant if rule.report == set() with input as ids(["eu", "eu"])

topology(row) := {
	"groupUses": [object.union({"at": [1, "place"], "group": "eu/makers", "groupTenant": "eu", "unknown": {}}, row)],
	"index": {"groups": {"eu/makers": {"at": [0, "groups", 0], "name": "makers", "tenant": "eu", "unknown": {}}}},
}

expected(by, of) := {{
	"message": `{by} "{of}" uses group "{group}" of another tenant`,
	"params": {"by": by, "of": of, "group": "eu/makers", "tenant": "eu"},
	"at": [1, "place"],
	"label": `a group of tenant "{tenant}"`,
	"related": [{"at": [0, "groups", 0, "name"], "message": "the group is declared here"}],
}}

test_environment if {
	row := {"tenant": "us", "by": "environment", "of": "us/sales"}
	rule.report == expected("environment", "us/sales") with input as topology(row)
}

test_group if {
	row := {"tenant": "us", "by": "group", "of": "everyone"}
	rule.report == expected("group", "everyone") with input as topology(row)
}

test_team if {
	row := {"tenant": "us", "by": "team", "of": "fusion"}
	rule.report == expected("team", "fusion") with input as topology(row)
}

# A deployment over several tenants has no tenant. The group belongs to none of them.
test_administration_team if {
	row := {"by": "administration team", "of": "entra"}
	rule.report == expected("administration team", "entra") with input as topology(row)
}

test_own_group if {
	rule.report == set() with input as topology({"tenant": "eu", "by": "environment", "of": "eu/sales"})
}

test_environment_of_an_unknown_tenant if {
	rule.report == set() with input as topology({"by": "environment", "of": "sales"})
}

unlisted(tenants) := {"duplicates": {"unlistedGroups": [{"key": "3f2c", "rows": [
object.union({"at": [doc, "environments", 0, "securityGroup"], "group": "3f2c", "unknown": {}}, row) |
	some doc, row in tenants
]}]}}

test_unlisted_group if {
	rule.report == {{
		"message": `group "{group}" is used in {count} tenants`,
		"params": {"group": "3f2c", "count": "two"},
		"locations": [
		{
			"at": [doc, "environments", 0, "securityGroup"],
			"label": `used here by tenant "{tenant}"`,
			"params": {"tenant": tenant},
		} |
			some doc, tenant in ["eu", "us"]
		],
	}} with input as unlisted([{"tenant": "eu"}, {"tenant": "us"}, {"by": "team"}])
}

test_unlisted_group_in_one_tenant if {
	rule.report == set() with input as unlisted([{"tenant": "eu"}, {"tenant": "eu"}])
}
