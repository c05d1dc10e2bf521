package tenantlint.rules.identity["account-unique_test"]

import data.tenantlint.rules.identity["account-unique"] as rule

row(doc, tenant, upn, more) := object.union({"at": [doc, "users", 0], "tenant": tenant, "userPrincipalName": upn, "unknown": {}}, more)

report(name, key, rows) := found if {
	found := rule.report with input as {"shared": {name: [{"key": key, "rows": rows}]}}
}

sites(field, verb) := [
	{"at": [0, "users", 0, field], "label": sprintf("%s here by tenant \"eu\"", [verb])},
	{"at": [1, "users", 0, field], "label": "and here by tenant \"us\""},
]

test_name if {
	report("accounts", "adele@contoso.com", [row(0, "eu", "adele@contoso.com", {}), row(1, "us", "adele@contoso.com", {})]) == {{
		"message": "account \"adele@contoso.com\" is a member of two tenants",
		"sites": sites("userPrincipalName", "listed"),
	}}
}

test_name_twice_in_one_tenant if {
	report("accounts", "adele@contoso.com", [row(0, "eu", "adele@contoso.com", {}), row(0, "eu", "adele@contoso.com", {})]) == set()
}

test_id if {
	report("accountIds", "3f2c", [row(0, "eu", "adele@contoso.com", {"id": "3f2c"}), row(1, "us", "alex@fabrikam.com", {"id": "3f2c"})]) == {{
		"message": "object id \"3f2c\" is that of accounts in two tenants",
		"sites": sites("id", "given"),
		"help": "correct the id: every tenant gives an account an object id of its own",
	}}
}

test_id_of_accounts_of_one_name if {
	report("accountIds", "3f2c", [row(0, "eu", "adele@contoso.com", {"id": "3f2c"}), row(1, "us", "adele@contoso.com", {"id": "3f2c"})]) == set()
}

test_on_premises_object if {
	report("immutableIds", "kQ8=", [row(0, "eu", "adele@contoso.com", {"id": "3f2c"}), row(1, "us", "adele@fabrikam.com", {"id": "7a1d"})]) == {{
		"message": "one on-premises account, \"kQ8=\", is synchronised to two tenants",
		"sites": sites("onPremisesImmutableId", "synchronised"),
		"help": "synchronise the account to one tenant and invite it to the other as a guest, or accept that it is two accounts",
		"level": "warning",
	}}
}

test_on_premises_object_of_accounts_of_one_name if {
	report("immutableIds", "kQ8=", [row(0, "eu", "adele@contoso.com", {}), row(1, "us", "adele@contoso.com", {})]) == set()
}

test_on_premises_object_of_accounts_of_one_id if {
	report("immutableIds", "kQ8=", [row(0, "eu", "adele@contoso.com", {"id": "3f2c"}), row(1, "us", "adele@fabrikam.com", {"id": "3f2c"})]) == set()
}

test_on_premises_object_in_one_tenant if {
	report("immutableIds", "kQ8=", [row(0, "eu", "adele@contoso.com", {}), row(0, "eu", "alex@contoso.com", {})]) == set()
}
