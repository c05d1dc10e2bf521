package tenantlint.rules.domain["federated-unverified_test"]

import data.tenantlint.rules.domain["federated-unverified"] as rule

domain(doc, tenant, more) := object.union(
	{
		"at": [doc, "domains", 1], "tenant": tenant, "name": "contoso.com",
		"authenticationType": "Federated", "isVerified": false, "unknown": {},
	},
	more,
)

topology(row, others) := {"domains": [row], "index": {"domains": {"contoso.com": array.concat([row], others)}}}

test_not_verified if {
	rule.report == {{
		"message": `domain "{domain}" of tenant "{tenant}" is federated, but not verified`,
		"params": {"domain": "contoso.com", "tenant": "contoso"},
		"at": [0, "domains", 1, "authenticationType"],
		"label": "a domain is federated after it was verified",
		"related": [{"at": [0, "domains", 1, "isVerified"], "message": "not verified"}],
	}} with input as topology(domain(0, "contoso", {}), [])
}

test_managed_elsewhere if {
	other := domain(1, "fabrikam", {"authenticationType": "Managed"})
	count(rule.report) == 1 with input as topology(domain(0, "contoso", {}), [other])
}

test_federated_elsewhere_reported_by_another_rule if {
	rule.report == set() with input as topology(domain(0, "contoso", {}), [domain(1, "fabrikam", {})])
}

test_verified if rule.report == set() with input as topology(domain(0, "contoso", {"isVerified": true}), [])

test_unknown if {
	row := object.remove(domain(0, "contoso", {"unknown": {"isVerified": true}}), ["isVerified"])
	rule.report == set() with input as topology(row, [])
}

test_managed if rule.report == set() with input as topology(domain(0, "contoso", {"authenticationType": "Managed"}), [])

test_domain_of_microsoft_reported_by_another_rule if {
	rule.report == set() with input as topology(domain(0, "contoso", {"name": "contoso.onmicrosoft.com"}), [])
}
