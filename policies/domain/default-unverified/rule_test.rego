package tenantlint.rules.domain["default-unverified_test"]

import data.tenantlint.rules.domain["default-unverified"] as rule

topology(more) := {"domains": [object.union(
	{"at": [0, "domains", 1], "tenant": "contoso", "name": "contoso.com", "unknown": {}},
	more,
)]}

test_not_verified if {
	rule.report == {{
		"message": `default domain "{domain}" of tenant "{tenant}" is not verified`,
		"params": {"domain": "contoso.com", "tenant": "contoso"},
		"at": [0, "domains", 1, "isDefault"],
		"label": "a domain becomes the default one after it was verified",
		"related": [{"at": [0, "domains", 1, "isVerified"], "message": "not verified"}],
	}} with input as topology({"isDefault": true, "isVerified": false, "authenticationType": "Managed"})
}

test_verified if rule.report == set() with input as topology({"isDefault": true, "isVerified": true})

test_unknown if rule.report == set() with input as topology({"isDefault": true, "unknown": {"isVerified": true}})

test_not_the_default if rule.report == set() with input as topology({"isDefault": false, "isVerified": false})

test_federated_reported_by_another_rule if {
	rule.report == set() with input as topology({
		"isDefault": true,
		"isVerified": false,
		"authenticationType": "Federated",
	})
}
