package tenantlint.rules.domain["initial-federated_test"]

import data.tenantlint.rules.domain["initial-federated"] as rule

topology(relationship, domain) := {
	"domains": [object.union({"at": [0, "domains", 0], "tenant": "contoso", "unknown": {}}, domain)],
	"index": {"tenants": {"contoso": {"name": "contoso", "relationship": relationship, "unknown": {}}}},
}

initial := {"name": "contoso.onmicrosoft.com", "authenticationType": "Federated"}

test_federated if {
	rule.report == {{
		"message": `domain "{domain}" of tenant "{tenant}" belongs to Microsoft and cannot be federated`,
		"params": {"domain": "contoso.onmicrosoft.com", "tenant": "contoso"},
		"at": [0, "domains", 0, "authenticationType"],
		"fix": {"at": [0, "domains", 0, "authenticationType"], "value": "Managed"},
	}} with input as topology("internal", initial)
}

test_routing_domain if {
	domain := object.union(initial, {"name": "contoso.mail.onmicrosoft.com"})
	count(rule.report) == 1 with input as topology("internal", domain)
}

test_managed if {
	rule.report == set() with input as topology("internal", object.union(initial, {"authenticationType": "Managed"}))
}

test_custom_domain if {
	rule.report == set() with input as topology("internal", object.union(initial, {"name": "contoso.com"}))
}

test_similar_suffix if {
	rule.report == set() with input as topology("internal", object.union(initial, {"name": "evilonmicrosoft.com"}))
}

test_partner if rule.report == set() with input as topology("partner", initial)
