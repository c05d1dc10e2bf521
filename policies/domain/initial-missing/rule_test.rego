package tenantlint.rules.domain["initial-missing_test"]

import data.tenantlint.rules.domain["initial-missing"] as rule

given(tenant, domains) := {
	"tenants": [object.union({"at": [0], "name": "contoso", "relationship": "internal", "unknown": {}}, tenant)],
	"index": {"byTenant": {"contoso": {"domains": [
	object.union({"at": [0, "domains", i], "tenant": "contoso", "unknown": {}}, domain) |
		some i, domain in domains
	]}}},
}

none := {{
	"message": `tenant "{tenant}" has no initial domain`,
	"params": {"tenant": "contoso"},
	"at": [0, "domains"],
	"label": "the domain that Microsoft gave the tenant is missing",
}}

test_none if rule.report == none with input as given({}, [{"name": "contoso.com"}])

test_no_domains if rule.report == none with input as given({}, [])

test_marked_as_not_initial if {
	rule.report == none with input as given({}, [{"name": "contoso.onmicrosoft.com", "isInitial": false}])
}

test_look_alike if rule.report == none with input as given({}, [{"name": "evilonmicrosoft.com"}])

test_routing_domain_alone if rule.report == none with input as given({}, [{"name": "contoso.mail.onmicrosoft.com"}])

test_known_by_its_name if {
	rule.report == set() with input as given({}, [{"name": "contoso.onmicrosoft.com"}, {"name": "contoso.com"}])
}

test_marked if rule.report == set() with input as given({}, [{"name": "contoso.com", "isInitial": true}])

test_china if rule.report == set() with input as given({}, [{"name": "contoso.partner.onmschina.cn"}])

test_domains_not_known if rule.report == set() with input as given({"unknown": {"domains": true}}, [])

test_name_not_known if rule.report == set() with input as given({}, [{"unknown": {"name": true}}])

test_partner if rule.report == set() with input as given({"relationship": "partner"}, [{"name": "contoso.com"}])

test_two_tenants_of_one_name if {
	rule.report == none with input as {
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
