package tenantlint.rules.collaboration["global-address-list_test"]

import data.tenantlint.rules.collaboration["global-address-list"] as rule

topology(tenants, list) := {
	"topologies": [{
		"at": [0],
		"unknown": {},
		"globalAddressList": object.union({"at": [0, "globalAddressList"], "unknown": {}}, list),
	}],
	"index": {"tenants": {t: {"relationship": "internal"} | some t in tenants}},
}

facts := {"addressLists": {"crosstenantsynchronization": true}}

expected := {{
	"message": "the global address list over {count} tenants is consolidated, but nothing synchronizes it",
	"params": {"count": "two"},
	"at": [0, "globalAddressList", "consolidated"],
	"label": "one list for all tenants",
}}

test_no_synchronization if rule.report == expected with input as topology(["eu", "us"], {"consolidated": true})

test_no_tool if {
	list := {"consolidated": true, "synchronization": {"at": [0], "unknown": {}}}
	rule.report == expected with input as topology(["eu", "us"], list)
}

test_synchronized if {
	list := {"consolidated": true, "synchronization": {"at": [0], "unknown": {}, "tool": "MIM"}}
	rule.report == set() with input as topology(["eu", "us"], list)
}

synchronized_topology(tenants) := object.union(
	topology(tenants, {"consolidated": true}),
	{"index": {"collaboration": [{
		"at": [0],
		"unknown": {},
		"feature": "crossTenantSynchronization",
		"from": "eu",
		"to": "us",
	}]}},
)

test_cross_tenant_synchronization if {
	rule.report == set() with input as synchronized_topology(["eu", "us"]) with data.facts.collaboration as facts
}

test_one_tenant_not_synchronized if {
	report := rule.report with input as synchronized_topology(["eu", "us", "jp"]) with data.facts.collaboration as facts
	{f.params | some f in report} == {{"count": "three", "left": ["jp"]}}
}

test_partner_has_a_list_of_its_own if {
	input_ := object.union(
		topology(["eu"], {"consolidated": true}),
		{"index": {"tenants": {"eu": {"relationship": "internal"}, "partner": {"relationship": "partner"}}}},
	)
	rule.report == set() with input as input_
}

test_not_consolidated if rule.report == set() with input as topology(["eu", "us"], {"consolidated": false})

test_one_tenant if rule.report == set() with input as topology(["eu"], {"consolidated": true})

test_unknown if {
	unknown := {"consolidated": true, "unknown": {"synchronization": true}}
	rule.report == set() with input as topology(["eu", "us"], unknown)
	tool := {"consolidated": true, "synchronization": {"at": [0], "unknown": {"tool": true}}}
	rule.report == set() with input as topology(["eu", "us"], tool)
	rule.report == set() with input as topology(["eu", "us"], {"unknown": {"consolidated": true}})
}
