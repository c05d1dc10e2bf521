package tenantlint.rules.domain["default-not-federated_test"]

import data.tenantlint.rules.domain["default-not-federated"] as rule

report(more) := found if {
	row := object.union({"at": [0, "domains", 1], "tenant": "contoso", "name": "contoso.com", "isDefault": true, "unknown": {}}, more)
	found := rule.report with input as {"domains": [row]}
}

test_federated if {
	report({"authenticationType": "Federated"}) == {{
		"message": "default domain \"contoso.com\" of tenant \"contoso\" is federated",
		"at": [0, "domains", 1, "isDefault"],
		"label": "a federated domain cannot be the default one",
		"related": [{"at": [0, "domains", 1, "authenticationType"], "message": "federated here"}],
	}}
}

test_managed if report({"authenticationType": "Managed"}) == set()

test_not_the_default if report({"authenticationType": "Federated", "isDefault": false}) == set()

test_type_not_known if report({"unknown": {"authenticationType": true}}) == set()

test_domain_of_microsoft_is_another_rule if {
	report({"authenticationType": "Federated", "name": "contoso.onmicrosoft.com"}) == set()
}
