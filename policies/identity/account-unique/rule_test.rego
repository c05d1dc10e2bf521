package tenantlint.rules.identity["account-unique_test"]

import data.tenantlint.rules.identity["account-unique"] as rule

row(doc, tenant, upn, more) := object.union(
	{"at": [doc, "users", 0], "tenant": tenant, "userPrincipalName": upn, "unknown": {}},
	more,
)

topology(name, key, rows) := {"duplicates": {name: [{"key": key, "rows": rows}]}}

locations(field, verb) := [
	{"at": [0, "users", 0, field], "label": concat(" ", [verb, `here by tenant "{tenant}"`]), "params": {"tenant": "eu"}},
	{"at": [1, "users", 0, field], "label": `and here by tenant "{tenant}"`, "params": {"tenant": "us"}},
]

test_name if {
	rows := [row(0, "eu", "adele@contoso.com", {}), row(1, "us", "adele@contoso.com", {})]
	rule.report == {{
		"message": `account "{account}" is a member of {count} tenants`,
		"params": {"account": "adele@contoso.com", "count": "two"},
		"locations": locations("userPrincipalName", "listed"),
	}} with input as topology("accounts", "adele@contoso.com", rows)
}

test_name_twice_in_one_tenant if {
	rows := [row(0, "eu", "adele@contoso.com", {}), row(0, "eu", "adele@contoso.com", {})]
	rule.report == set() with input as topology("accounts", "adele@contoso.com", rows)
}

test_id if {
	rows := [row(0, "eu", "adele@contoso.com", {"id": "3f2c"}), row(1, "us", "alex@fabrikam.com", {"id": "3f2c"})]
	rule.report == {{
		"message": `object id "{id}" is used by accounts in {count} tenants`,
		"params": {"id": "3f2c", "count": "two"},
		"locations": locations("id", "given"),
		"help": "correct the id: every tenant gives an account an object id of its own",
	}} with input as topology("accountIds", "3f2c", rows)
}

test_id_of_accounts_of_one_name if {
	rows := [row(0, "eu", "adele@contoso.com", {"id": "3f2c"}), row(1, "us", "adele@contoso.com", {"id": "3f2c"})]
	rule.report == set() with input as topology("accountIds", "3f2c", rows)
}

test_id_twice_in_one_tenant_reported_by_another_rule if {
	rows := [row(0, "eu", "adele@contoso.com", {"id": "3f2c"}), row(0, "eu", "alex@contoso.com", {"id": "3f2c"})]
	rule.report == set() with input as topology("accountIds", "3f2c", rows)
}

test_on_premises_object if {
	rows := [row(0, "eu", "adele@contoso.com", {"id": "3f2c"}), row(1, "us", "adele@fabrikam.com", {"id": "7a1d"})]
	report := rule.report with input as topology("immutableIds", "kQ8=", rows)
	{[f.message, f.params, f.locations, f.level] | some f in report} == {[
		`on-premises account "{id}" is synchronized to {count} tenants`,
		{"id": "kQ8=", "count": "two"},
		locations("onPremisesImmutableId", "synchronized"),
		"warning",
	]}
}

test_on_premises_object_of_accounts_of_one_name if {
	rows := [row(0, "eu", "adele@contoso.com", {}), row(1, "us", "adele@contoso.com", {})]
	rule.report == set() with input as topology("immutableIds", "kQ8=", rows)
}

test_on_premises_object_of_accounts_of_one_id if {
	rows := [row(0, "eu", "adele@contoso.com", {"id": "3f2c"}), row(1, "us", "adele@fabrikam.com", {"id": "3f2c"})]
	rule.report == set() with input as topology("immutableIds", "kQ8=", rows)
}

test_on_premises_object_in_one_tenant if {
	rows := [row(0, "eu", "adele@contoso.com", {}), row(0, "eu", "alex@contoso.com", {})]
	rule.report == set() with input as topology("immutableIds", "kQ8=", rows)
}
