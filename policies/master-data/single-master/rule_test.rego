package tenantlint.rules["master-data"]["single-master_test"]

import data.tenantlint.rules["master-data"]["single-master"] as rule

entity(doc, set, master) := {"at": [doc, "entities", 0], "name": "account", "key": "account", "masterData": set, "master": master, "unknown": {}}

shared(rows) := {"shared": {"entities": [{"key": "account", "rows": rows}]}}

test_two_masters if {
	rule.report == {{
		"message": "entity \"account\" has two masters",
		"sites": [
			{"at": [0, "entities", 0], "label": "master data \"accounts\" keeps it in \"contoso/hub\""},
			{"at": [1, "entities", 0], "label": "master data \"customers\" keeps it in \"contoso/crm\""},
		],
	}} with input as shared([entity(0, "accounts", "contoso/hub"), entity(1, "customers", "contoso/crm")])
}

test_one_master_for_both if {
	rule.report == set() with input as shared([entity(0, "accounts", "contoso/hub"), entity(1, "customers", "contoso/hub")])
}

test_master_is_not_known if {
	open := object.remove(entity(1, "customers", ""), ["master"])
	rule.report == set() with input as shared([entity(0, "accounts", "contoso/hub"), open])
}
