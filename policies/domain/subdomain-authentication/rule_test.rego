package tenantlint.rules.domain["subdomain-authentication_test"]

import data.tenantlint.rules.domain["subdomain-authentication"] as rule

topology(domains) := {"domains": rows, "index": {"byTenant": of}} if {
	rows := [
	object.union({"at": [0, "domains", i], "tenant": "contoso", "isVerified": true, "unknown": {}}, domain) |
		some i, domain in domains
	]
	of := {tenant: {"domains": [row | some row in rows; row.tenant == tenant]} |
		some tenant in {row.tenant | some row in rows}
	}
}

root := {"name": "contoso.com", "authenticationType": "Federated"}

child := {"name": "eu.contoso.com", "isRoot": false, "authenticationType": "Managed"}

expected(i, name, above, j) := {{
	"message": `child domain "{domain}" is {type}, but its root "{root}" is {rootType}`,
	"params": {"domain": name, "type": "managed", "root": above, "rootType": "federated"},
	"at": [0, "domains", i, "authenticationType"],
	"label": "a child has the authentication type of its root",
	"related": [{"at": [0, "domains", j, "authenticationType"], "message": "the root's type"}],
}}

test_managed_below_federated if {
	rule.report == expected(1, "eu.contoso.com", "contoso.com", 0) with input as topology([root, child])
}

test_nearest_root_wins if {
	rule.report == expected(2, "de.eu.contoso.com", "eu.contoso.com", 1) with input as topology([
		object.union(root, {"authenticationType": "Managed"}),
		{"name": "eu.contoso.com", "isRoot": true, "authenticationType": "Federated"},
		object.union(child, {"name": "de.eu.contoso.com"}),
	])
}

test_inherited if {
	rule.report == set() with input as topology([root, object.union(child, {"authenticationType": "Federated"})])
}

test_promoted if rule.report == set() with input as topology([root, object.union(child, {"isRoot": true})])

test_not_declared_to_be_a_child if rule.report == set() with input as topology([root, object.remove(child, ["isRoot"])])

test_root_not_verified if {
	rule.report == set() with input as topology([object.union(root, {"isVerified": false}), child])
}

test_root_in_another_tenant if {
	rule.report == set() with input as topology([object.union(root, {"tenant": "fabrikam"}), child])
}

test_type_of_the_root_unknown if {
	domains := [{"name": "contoso.com", "unknown": {"authenticationType": true}}, child]
	rule.report == set() with input as topology(domains)
}

test_unknown_whether_the_parent_is_a_root if {
	rule.report == set() with input as topology([
		root,
		{"name": "eu.contoso.com", "authenticationType": "Managed", "unknown": {"isRoot": true}},
		object.union(child, {"name": "de.eu.contoso.com", "authenticationType": "Federated"}),
	])
}
