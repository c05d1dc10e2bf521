package tenantlint.rules.domain["initial-missing_test"]

import data.tenantlint.rules.domain["initial-missing"] as rule

topology(tenant, domains) := {
	"tenants": [object.union({"at": [0], "name": "contoso", "relationship": "internal", "unknown": {}}, tenant)],
	"index": {"byTenant": {"contoso": {"domains": [
	object.union({"at": [0, "domains", i], "tenant": "contoso", "unknown": {}}, domain) |
		some i, domain in domains
	]}}},
}

expected := {{
	"message": `tenant "{tenant}" has no initial domain`,
	"params": {"tenant": "contoso"},
	"at": [0, "domains"],
	"label": "the domain that Microsoft gave the tenant is missing",
}}

test_none if rule.report == expected with input as topology({}, [{"name": "contoso.com"}])

test_no_domains if rule.report == expected with input as topology({}, [])

test_marked_as_not_initial if {
	rule.report == expected with input as topology({}, [{"name": "contoso.onmicrosoft.com", "isInitial": false}])
}

test_similar_suffix if rule.report == expected with input as topology({}, [{"name": "evilonmicrosoft.com"}])

test_routing_domain_only if {
	rule.report == expected with input as topology({}, [{"name": "contoso.mail.onmicrosoft.com"}])
}

test_known_by_its_name if {
	rule.report == set() with input as topology({}, [{"name": "contoso.onmicrosoft.com"}, {"name": "contoso.com"}])
}

test_marked if rule.report == set() with input as topology({}, [{"name": "contoso.com", "isInitial": true}])

test_china if rule.report == set() with input as topology({}, [{"name": "contoso.partner.onmschina.cn"}])

test_domains_unknown if rule.report == set() with input as topology({"unknown": {"domains": true}}, [])

test_name_unknown if rule.report == set() with input as topology({}, [{"unknown": {"name": true}}])

test_partner if rule.report == set() with input as topology({"relationship": "partner"}, [{"name": "contoso.com"}])

test_two_tenants_of_one_name if {
	rule.report == expected with input as {
		"tenants": [
		{"at": [doc], "name": "contoso", "relationship": "internal", "unknown": {}} |
			some doc in [0, 1]
		],
		"index": {"byTenant": {"contoso": {"domains": [
			{"at": [0, "domains", 0], "tenant": "contoso", "name": "contoso.com", "unknown": {}},
			{"at": [1, "domains", 0], "tenant": "contoso", "name": "contoso.onmicrosoft.com", "unknown": {}},
		]}}},
	}
}
