package tenantlint.rules.identity["group-single-tenant_test"]

import data.tenantlint.rules.identity["group-single-tenant"] as rule

test_one_id_in_two_tenants if {
	rows := [{"at": [doc, "groups", 0], "tenant": tenant, "id": "3f2c", "unknown": {}} | some doc, tenant in ["eu", "us"]]
	rule.report == {{
		"message": "group id \"3f2c\" is declared by two tenants",
		"sites": [
			{"at": [0, "groups", 0, "id"], "label": "declared here by tenant \"eu\""},
			{"at": [1, "groups", 0, "id"], "label": "and here by tenant \"us\""},
		],
		"help": "leave the group in the tenant that has it, and create another one where it is needed too",
	}} with input as {"shared": {"groupIds": [{"key": "3f2c", "rows": rows}]}}
}

test_one_id_twice_in_one_tenant if {
	rows := [{"at": [0, "groups", i], "tenant": "eu", "id": "3f2c", "unknown": {}} | some i in [0, 1]]
	rule.report == set() with input as {"shared": {"groupIds": [{"key": "3f2c", "rows": rows}]}}
}

report(row) := found if {
	found := rule.report with input as {
		"groupUses": [object.union({"at": [1, "place"], "group": "eu/makers", "groupTenant": "eu", "unknown": {}}, row)],
		"index": {"groups": {"eu/makers": {"at": [0, "groups", 0], "name": "makers", "tenant": "eu", "unknown": {}}}},
	}
}

found(by, of) := {{
	"message": "{by} \"{of}\" uses group \"{group}\" of another tenant",
	"params": {"by": by, "of": of, "group": "eu/makers", "tenant": "eu"},
	"at": [1, "place"],
	"label": "a group of tenant \"{tenant}\"",
	"related": [{"at": [0, "groups", 0, "name"], "message": "the group is declared here"}],
}}

test_environment if report({"tenant": "us", "by": "environment", "of": "us/sales"}) == found("environment", "us/sales")

test_group if report({"tenant": "us", "by": "group", "of": "everyone"}) == found("group", "everyone")

test_team if report({"tenant": "us", "by": "team", "of": "fusion"}) == found("team", "fusion")

# Without a tenant: a deployment over several, none of which is the group's.
test_administration_team if report({"by": "administration team", "of": "entra"}) == found("administration team", "entra")

test_own_group if report({"tenant": "eu", "by": "environment", "of": "eu/sales"}) == set()

test_environment_of_an_unknown_tenant if report({"by": "environment", "of": "sales"}) == set()

test_group_that_nobody_lists if {
	rows := [{"at": [doc, "environments", 0, "securityGroup"], "tenant": tenant, "group": "3f2c", "by": "environment", "of": "x", "unknown": {}} | some doc, tenant in ["eu", "us"]]
	rule.report == {{
		"message": "group \"{group}\" is used in {count} tenants",
		"params": {"group": "3f2c", "count": "two"},
		"sites": [
			{"at": [0, "environments", 0, "securityGroup"], "label": "used here by tenant \"{tenant}\"", "params": {"tenant": "eu"}},
			{"at": [1, "environments", 0, "securityGroup"], "label": "used here by tenant \"{tenant}\"", "params": {"tenant": "us"}},
		],
	}} with input as {"shared": {"unlistedGroups": [{"key": "3f2c", "rows": rows}]}}
}
