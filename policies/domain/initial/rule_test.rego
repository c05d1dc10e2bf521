package tenantlint.rules.domain.initial_test

import data.tenantlint.rules.domain.initial as rule

report(tenant, domains) := found if {
	rows := [object.union({"at": [0, "domains", i], "tenant": "contoso", "unknown": {}}, domain) | some i, domain in domains]
	found := rule.report with input as {
		"tenants": [object.union({"at": [0], "name": "contoso", "relationship": "internal", "unknown": {}}, tenant)],
		"domains": rows,
		"index": {"of": {"contoso": {"domains": rows}}},
	}
}

none := {{
	"message": "tenant \"contoso\" has no initial domain",
	"at": [0, "domains"],
	"label": "none of its domains is the one that Microsoft gave it",
}}

test_none if report({}, [{"name": "contoso.com"}]) == none

test_no_domains if report({}, []) == none

test_marked_as_not_initial if report({}, [{"name": "contoso.onmicrosoft.com", "isInitial": false}]) == none

test_look_alike if report({}, [{"name": "evilonmicrosoft.com"}]) == none

test_partner_with_domains if report({"relationship": "partner"}, [{"name": "contoso.com"}]) == none

test_two if {
	report({}, [{"name": "contoso.onmicrosoft.com", "isInitial": true}, {"name": "contoso.com", "isInitial": true}]) == {{
		"message": "tenant \"contoso\" has two initial domains",
		"sites": [
			{"at": [0, "domains", 0, "isInitial"], "label": "\"contoso.onmicrosoft.com\" is initial"},
			{"at": [0, "domains", 1, "isInitial"], "label": "\"contoso.com\" is initial too"},
		],
		"help": "leave isInitial true at the domain that the tenant was created with",
	}}
}

test_custom_domain if {
	report({}, [{"name": "contoso.com", "isInitial": true}]) == {{
		"message": "initial domain \"contoso.com\" of tenant \"contoso\" is not one that Microsoft gives",
		"at": [0, "domains", 0, "isInitial"],
		"label": "a custom domain cannot be the initial one",
		"notes": ["initial domains end in \"onmicrosoft.com\", \"onmicrosoft.us\""],
	}} with data.facts.clouds.initialDomains as ["onmicrosoft.com", "onmicrosoft.us"]
}

test_federated if {
	report({}, [{"name": "contoso.onmicrosoft.com", "isInitial": true, "authenticationType": "Federated"}]) == {{
		"message": "domain \"contoso.onmicrosoft.com\" of tenant \"contoso\" is Microsoft's and cannot be federated",
		"at": [0, "domains", 0, "authenticationType"],
		"help": "set authenticationType to Managed",
		"fix": {"at": [0, "domains", 0, "authenticationType"], "value": "Managed"},
	}}
}

test_one if report({}, [{"name": "contoso.onmicrosoft.com", "isInitial": true, "authenticationType": "Managed"}]) == set()

test_clouds if {
	every suffix in ["onmicrosoft.com", "onmicrosoft.us", "onmicrosoft.de", "partner.onmschina.cn"] {
		report({}, [{"name": concat(".", ["contoso", suffix]), "isInitial": true}]) == set()
	}
}

test_known_by_its_name if report({}, [{"name": "contoso.onmicrosoft.com"}, {"name": "contoso.com"}]) == set()

test_two_known_by_their_names if report({}, [{"name": "contoso.onmicrosoft.com"}, {"name": "contosoltd.onmicrosoft.com"}]) == set()

test_domains_not_known if report({"unknown": {"domains": true}}, [{"name": "contoso.com", "isInitial": true}]) == set()

test_name_not_known if report({}, [{"unknown": {"name": true}}]) == set()

test_partner_without_domains if report({"relationship": "partner"}, []) == set()

test_two_tenants_of_one_name if {
	rows := [{"at": [doc, "domains", 0], "tenant": "contoso", "name": "contoso.onmicrosoft.com", "isInitial": true, "unknown": {}} | some doc in [0, 1]]
	rule.report == set() with input as {
		"tenants": [{"at": [doc], "name": "contoso", "relationship": "internal", "unknown": {}} | some doc in [0, 1]],
		"domains": rows,
		"index": {"of": {"contoso": {"domains": rows}}},
	}
}
