package tenantlint.rules.domain["issuer-unique_test"]

import data.tenantlint.rules.domain["issuer-unique"] as rule

row(index, tenant, name, more) := object.union(
	{
		"at": [0, "domains", index],
		"tenant": tenant,
		"name": name,
		"registered": concat(".", array.slice(split(name, "."), count(split(name, ".")) - 2, 9)),
		"authenticationType": "Federated",
		"unknown": {},
	},
	more,
)

topology(rows) := {"duplicates": {"issuers": [{"key": "http://sts", "rows": rows}]}}

expected(locations) := {{
	"message": `issuer URI "{issuer}" is used by {count} domains`,
	"params": {"issuer": "http://sts", "count": "two"},
	"locations": [
	{
		"at": [0, "domains", loc[0], "federation", "issuerUri"],
		"label": `issuer of domain "{domain}" in tenant "{tenant}"`,
		"params": {"domain": loc[1], "tenant": loc[2]},
	} |
		some loc in locations
	],
}}

test_two_tenants if {
	rows := [row(0, "eu", "contoso.com", {}), row(1, "us", "fabrikam.com", {})]
	rule.report == expected([[0, "contoso.com", "eu"], [1, "fabrikam.com", "us"]]) with input as topology(rows)
}

test_promoted_child if {
	rows := [row(0, "eu", "contoso.com", {}), row(1, "eu", "eu.contoso.com", {"isRoot": true})]
	rule.report == expected([[0, "contoso.com", "eu"], [1, "eu.contoso.com", "eu"]]) with input as topology(rows)
}

test_parent_in_another_tenant if {
	rows := [row(0, "eu", "contoso.com", {}), row(1, "us", "us.contoso.com", {})]
	rule.report == expected([[0, "contoso.com", "eu"], [1, "us.contoso.com", "us"]]) with input as topology(rows)
}

test_child_of_another_root if {
	rows := [row(0, "eu", "contoso.com", {}), row(1, "eu", "eu.fabrikam.com", {"isRoot": false})]
	rule.report == expected([[0, "contoso.com", "eu"], [1, "eu.fabrikam.com", "eu"]]) with input as topology(rows)
}

test_inheriting_domains_not_shown if {
	rows := [
		row(0, "eu", "contoso.com", {}),
		row(1, "eu", "eu.contoso.com", {"isRoot": false}),
		row(2, "us", "fabrikam.com", {}),
	]
	rule.report == expected([[0, "contoso.com", "eu"], [2, "fabrikam.com", "us"]]) with input as topology(rows)
}

test_children_inherit if {
	rows := [
		row(0, "eu", "contoso.com", {"isRoot": true}),
		row(1, "eu", "eu.contoso.com", {"isRoot": false}),
		row(2, "eu", "us.contoso.com", {}),
	]
	rule.report == set() with input as topology(rows)
}

test_children_of_a_promoted_child_inherit if {
	rows := [row(0, "eu", "eu.contoso.com", {"isRoot": true}), row(1, "eu", "de.eu.contoso.com", {"isRoot": false})]
	rule.report == set() with input as topology(rows)
}

test_children_of_an_unlisted_root if {
	rows := [row(0, "eu", "eu.contoso.com", {"isRoot": false}), row(1, "eu", "us.contoso.com", {"isRoot": false})]
	rule.report == set() with input as topology(rows)
}

test_one_domain_in_two_tenants_reported_by_another_rule if {
	rows := [row(0, "eu", "contoso.com", {}), row(1, "us", "contoso.com", {})]
	rule.report == set() with input as topology(rows)
}

test_leftover_of_a_managed_domain if {
	rows := [row(0, "eu", "contoso.com", {}), row(1, "us", "fabrikam.com", {"authenticationType": "Managed"})]
	rule.report == set() with input as topology(rows)
}

# Another rule reports a tenant without a name.
test_nameless_tenant if {
	rows := [
		object.remove(row(0, "eu", "contoso.com", {}), ["tenant"]),
		object.remove(row(1, "eu", "fabrikam.com", {}), ["tenant"]),
	]
	rule.report == set() with input as topology(rows)
	rule.report == set() with input as topology([row(0, "eu", "contoso.com", {}), rows[1]])
}
