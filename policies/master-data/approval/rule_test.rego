package tenantlint.rules["master-data"].approval_test

import data.tenantlint.rules["master-data"].approval as rule

given(fields) := {"masterData": [object.union({"at": [0], "name": "accounts", "unknown": {}}, fields)]}

expected := {{"message": "master data \"accounts\" declares no approval of changes", "at": [0, "approval"]}}

test_none if {
	rule.report == expected with input as given({})
	rule.report == expected with input as given({"approval": {"at": [0, "approval"], "levels": [], "unknown": {}}})
}

test_declared if {
	rule.report == set() with input as given({"approval": {"at": [0, "approval"], "levels": [{"at": [0, "approval", "levels", 0], "unknown": {}}], "unknown": {}}})
}

test_not_known if {
	rule.report == set() with input as given({"unknown": {"approval": true}})
	rule.report == set() with input as given({"approval": {"at": [0, "approval"], "unknown": {"levels": true}}})
}
