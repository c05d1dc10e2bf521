package tenantlint.rules.collaboration.sharepoint_test

import data.tenantlint.rules.collaboration.sharepoint as rule

uses(feature, to) := [{"at": [0, "collaboration", 0], "unknown": {}, "feature": feature, "from": "eu", "to": to}]

test_two_tenants if {
	every feature in ["sharePoint", "SharePoint Online", "OneDrive"] {
		rule.report == {{
			"message": "people of tenant \"{from}\" use the SharePoint of tenant \"{to}\"",
			"params": {"from": "eu", "to": "us"},
			"at": [0, "collaboration", 0, "feature"],
			"label": "SharePoint across tenants",
		}} with input.collaboration as uses(feature, "us")
	}
}

test_same_tenant if rule.report == set() with input.collaboration as uses("sharePoint", "eu")

test_another_feature if rule.report == set() with input.collaboration as uses("b2bCollaboration", "us")
