package tenantlint.rules.domain["initial-duplicate_test"]

import data.tenantlint.rules.domain["initial-duplicate"] as rule

row(doc, i, domain) := object.union({"at": [doc, "domains", i], "tenant": "contoso", "unknown": {}}, domain)

topology(tenant, domains) := {
	"tenants": [object.union({"at": [0], "name": "contoso", "relationship": "internal", "unknown": {}}, tenant)],
	"index": {"byTenant": {"contoso": {"domains": [row(0, i, domain) | some i, domain in domains]}}},
}

all_of := [{"name": "contoso.onmicrosoft.com", "isInitial": true}, {"name": "contoso.com", "isInitial": true}]

test_two if {
	rule.report == {{
		"message": `tenant "{tenant}" has {count} initial domains`,
		"params": {"tenant": "contoso", "count": "two"},
		"locations": [
			{
				"at": [0, "domains", 0, "isInitial"],
				"label": `"{domain}" is initial`,
				"params": {"domain": "contoso.onmicrosoft.com"},
			},
			{
				"at": [0, "domains", 1, "isInitial"],
				"label": `"{domain}" is initial too`,
				"params": {"domain": "contoso.com"},
			},
		],
	}} with input as topology({}, all_of)
}

test_two_in_a_partial_list if count(rule.report) == 1 with input as topology({"unknown": {"domains": true}}, all_of)

test_two_known_by_their_names if {
	domains := [{"name": "contoso.onmicrosoft.com"}, {"name": "contosoltd.onmicrosoft.com"}]
	rule.report == set() with input as topology({}, domains)
}

test_partner if rule.report == set() with input as topology({"relationship": "partner"}, all_of)

test_two_tenants_of_one_name if {
	domains := ["contoso.onmicrosoft.com", "contosoltd.onmicrosoft.com"]
	rule.report == set() with input as {
		"tenants": [
		{"at": [doc], "name": "contoso", "relationship": "internal", "unknown": {}} |
			some doc in [0, 1]
		],
		"index": {"byTenant": {"contoso": {"domains": [
		row(doc, 0, {"name": name, "isInitial": true}) |
			some doc, name in domains
		]}}},
	}
}
