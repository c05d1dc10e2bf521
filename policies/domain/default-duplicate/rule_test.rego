package tenantlint.rules.domain["default-duplicate_test"]

import data.tenantlint.rules.domain["default-duplicate"] as rule

row(doc, i, domain) := object.union({"at": [doc, "domains", i], "tenant": "contoso", "unknown": {}}, domain)

topology(domains) := {
	"tenants": [{"at": [0], "name": "contoso", "unknown": {}}],
	"index": {"byTenant": {"contoso": {"domains": [row(0, i, domain) | some i, domain in domains]}}},
}

test_two if {
	rule.report == {{
		"message": `tenant "{tenant}" has {count} default domains`,
		"params": {"tenant": "contoso", "count": "two"},
		"locations": [
			{
				"at": [0, "domains", 0, "isDefault"],
				"label": `"{domain}" is the default`,
				"params": {"domain": "contoso.com"},
			},
			{
				"at": [0, "domains", 2, "isDefault"],
				"label": `"{domain}" is the default too`,
				"params": {"domain": "contoso.net"},
			},
		],
	}} with input as topology([
		{"name": "contoso.com", "isDefault": true},
		{"name": "contoso.org", "isDefault": false},
		{"name": "contoso.net", "isDefault": true},
	])
}

test_three if {
	report := rule.report with input as topology([
		{"name": "contoso.com", "isDefault": true},
		{"name": "contoso.org", "isDefault": true},
		{"name": "contoso.net", "isDefault": true},
	])
	{[f.params.count, count(f.locations)] | some f in report} == {["three", 3]}
}

test_one if {
	rule.report == set() with input as topology([{"name": "contoso.com", "isDefault": true}, {"name": "contoso.net"}])
}

test_two_tenants_of_one_name if {
	domain := {"name": "contoso.com", "isDefault": true}
	rule.report == set() with input as {
		"tenants": [{"at": [doc], "name": "contoso", "unknown": {}} | some doc in [0, 1]],
		"index": {"byTenant": {"contoso": {"domains": [
			row(0, 0, domain),
			row(1, 0, object.union(domain, {"name": "contoso.net"})),
		]}}},
	}
}
