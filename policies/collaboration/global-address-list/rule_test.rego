package tenantlint.rules.collaboration["global-address-list_test"]

import data.tenantlint.rules.collaboration["global-address-list"] as rule

topology(tenants, list) := {
	"topologies": [{"at": [0], "unknown": {}, "globalAddressList": object.union({"at": [0, "globalAddressList"], "unknown": {}}, list)}],
	"index": {"tenants": {t: {} | some t in tenants}},
}

found := {{
	"message": "a global address list is consolidated over two tenants, but nothing synchronises it",
	"at": [0, "globalAddressList", "consolidated"],
	"label": "one list for all tenants",
}}

test_no_synchronisation if rule.report == found with input as topology(["eu", "us"], {"consolidated": true})

test_no_tool if {
	rule.report == found with input as topology(["eu", "us"], {"consolidated": true, "synchronization": {"at": [0], "unknown": {}}})
}

test_synchronised if {
	rule.report == set() with input as topology(["eu", "us"], {"consolidated": true, "synchronization": {"at": [0], "unknown": {}, "tool": "MIM"}})
}

test_not_consolidated if rule.report == set() with input as topology(["eu", "us"], {"consolidated": false})

test_one_tenant if rule.report == set() with input as topology(["eu"], {"consolidated": true})

test_not_known if {
	rule.report == set() with input as topology(["eu", "us"], {"consolidated": true, "unknown": {"synchronization": true}})
	rule.report == set() with input as topology(["eu", "us"], {"consolidated": true, "synchronization": {"at": [0], "unknown": {"tool": true}}})
	rule.report == set() with input as topology(["eu", "us"], {"unknown": {"consolidated": true}})
}
