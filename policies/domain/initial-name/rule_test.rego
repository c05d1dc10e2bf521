package tenantlint.rules.domain["initial-name_test"]

import data.tenantlint.rules.domain["initial-name"] as rule

topology(tenant, domains) := {
	"tenants": [object.union({"at": [0], "name": "contoso", "relationship": "internal", "unknown": {}}, tenant)],
	"index": {"byTenant": {"contoso": {"domains": [
	object.union({"at": [0, "domains", i], "tenant": "contoso", "unknown": {}}, domain) |
		some i, domain in domains
	]}}},
}

marked(name) := topology({}, [{"name": name, "isInitial": true}])

test_custom_domain_as_initial if {
	rule.report == {{
		"message": `initial domain "{domain}" of tenant "{tenant}" does not end in a suffix that Microsoft gives`,
		"params": {"domain": "contoso.com", "tenant": "contoso", "suffixes": ["onmicrosoft.com", "onmicrosoft.us"]},
		"at": [0, "domains", 0, "isInitial"],
		"label": "a custom domain cannot be the initial one",
		"notes": [`an initial domain is one name below "{suffixes}"`],
	}} with input as marked("contoso.com")
		with data.facts.clouds.initialDomains as ["onmicrosoft.com", "onmicrosoft.us"]
}

test_suffix_of_china if {
	count(rule.report) == 1 with input as marked("contoso.onmschina.cn")
}

test_routing_domain if count(rule.report) == 1 with input as marked("contoso.mail.onmicrosoft.com")

test_public_cloud if rule.report == set() with input as marked("contoso.onmicrosoft.com")

test_us_government if rule.report == set() with input as marked("contoso.onmicrosoft.us")

test_china if rule.report == set() with input as marked("contoso.partner.onmschina.cn")

test_several_reported_by_another_rule if {
	domains := [{"name": "contoso.com", "isInitial": true}, {"name": "contoso.net", "isInitial": true}]
	rule.report == set() with input as topology({}, domains)
}

test_not_marked if rule.report == set() with input as topology({}, [{"name": "contoso.com"}])

test_partner if {
	rule.report == set() with input as topology({"relationship": "partner"}, [{"name": "contoso.com", "isInitial": true}])
}
