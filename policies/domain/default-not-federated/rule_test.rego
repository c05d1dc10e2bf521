package tenantlint.rules.domain["default-not-federated_test"]

import data.tenantlint.rules.domain["default-not-federated"] as rule

topology(more) := {"domains": [object.union(
	{"at": [0, "domains", 1], "tenant": "contoso", "name": "contoso.com", "isDefault": true, "unknown": {}},
	more,
)]}

test_federated if {
	rule.report == {{
		"message": `default domain "{domain}" of tenant "{tenant}" is federated`,
		"params": {"domain": "contoso.com", "tenant": "contoso"},
		"at": [0, "domains", 1, "isDefault"],
		"label": "a federated domain cannot be the default one",
		"related": [{"at": [0, "domains", 1, "authenticationType"], "message": "federated here"}],
	}} with input as topology({"authenticationType": "Federated"})
}

test_managed if rule.report == set() with input as topology({"authenticationType": "Managed"})

test_not_the_default if {
	rule.report == set() with input as topology({"authenticationType": "Federated", "isDefault": false})
}

test_type_unknown if rule.report == set() with input as topology({"unknown": {"authenticationType": true}})

test_domain_of_microsoft_reported_by_another_rule if {
	rule.report == set() with input as topology({"authenticationType": "Federated", "name": "contoso.onmicrosoft.com"})
}
