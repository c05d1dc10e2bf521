package tenantlint.rules.domain["subdomain-authentication_test"]

import data.tenantlint.rules.domain["subdomain-authentication"] as rule

report(domains) := found if {
	rows := [object.union({"at": [0, "domains", i], "tenant": "contoso", "isVerified": true, "unknown": {}}, domain) | some i, domain in domains]
	tenants := {row.tenant | some row in rows}
	found := rule.report with input as {
		"domains": rows,
		"index": {"of": {tenant: {"domains": [row | some row in rows; row.tenant == tenant]} | some tenant in tenants}},
	}
}

root := {"name": "contoso.com", "authenticationType": "Federated"}

child := {"name": "eu.contoso.com", "isRoot": false, "authenticationType": "Managed"}

test_managed_below_federated if {
	report([root, child]) == {{
		"message": "child domain \"eu.contoso.com\" is managed, but its root \"contoso.com\" is federated",
		"at": [0, "domains", 1, "authenticationType"],
		"label": "a child takes over \"Federated\" from its root",
		"related": [{"at": [0, "domains", 0, "authenticationType"], "message": "the root's type"}],
	}}
}

test_nearest_root_counts if {
	report([
		object.union(root, {"authenticationType": "Managed"}),
		{"name": "eu.contoso.com", "isRoot": true, "authenticationType": "Federated"},
		object.union(child, {"name": "de.eu.contoso.com"}),
	]) == {{
		"message": "child domain \"de.eu.contoso.com\" is managed, but its root \"eu.contoso.com\" is federated",
		"at": [0, "domains", 2, "authenticationType"],
		"label": "a child takes over \"Federated\" from its root",
		"related": [{"at": [0, "domains", 1, "authenticationType"], "message": "the root's type"}],
	}}
}

test_inherited if report([root, object.union(child, {"authenticationType": "Federated"})]) == set()

test_promoted if report([root, object.union(child, {"isRoot": true})]) == set()

test_not_said_to_be_a_child if report([root, object.remove(child, ["isRoot"])]) == set()

test_root_not_verified if report([object.union(root, {"isVerified": false}), child]) == set()

test_root_in_another_tenant if report([object.union(root, {"tenant": "fabrikam"}), child]) == set()

test_type_of_the_root_not_known if report([{"name": "contoso.com", "unknown": {"authenticationType": true}}, child]) == set()

test_not_known_whether_the_parent_is_a_root if {
	report([root, {"name": "eu.contoso.com", "authenticationType": "Managed", "unknown": {"isRoot": true}}, object.union(child, {"name": "de.eu.contoso.com", "authenticationType": "Federated"})]) == set()
}
