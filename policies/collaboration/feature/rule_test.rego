package tenantlint.rules.collaboration.feature_test

import data.tenantlint.rules.collaboration.feature as rule

uses(feature, to) := [{"at": [0, "collaboration", 0], "unknown": {}, "feature": feature, "from": "eu", "to": to}]

test_feature_not_in_the_table if {
	rule.report == {{
		"message": "feature \"{feature}\" between tenants \"{from}\" and \"{to}\" is more than federation",
		"params": {"feature": "Yammer", "from": "eu", "to": "us"},
		"at": [0, "collaboration", 0, "feature"],
		"label": "more than federation",
		"notes": ["the document does not name this feature"],
	}} with input.collaboration as uses("Yammer", "us")
}

test_newer_features_have_a_note if {
	every feature in ["b2bCollaboration", "B2B direct connect", "crossTenantSynchronization", "multitenant organization"] {
		report := rule.report with input.collaboration as uses(feature, "us")
		count(report) == 1
		every f in report {
			contains(f.notes[0], "newer than the document")
		}
	}
}

test_federation if {
	every feature in ["teamsFederation", "exchangeFederation", "TeamsFederation"] {
		rule.report == set() with input.collaboration as uses(feature, "us")
	}
}

test_sharepoint_reported_by_another_rule if rule.report == set() with input.collaboration as uses("sharePoint", "us")

test_same_tenant if rule.report == set() with input.collaboration as uses("b2bDirectConnect", "eu")

test_tenant_not_resolved if {
	use := {"at": [0], "unknown": {"to": true}, "feature": "b2bDirectConnect", "from": "eu"}
	rule.report == set() with input.collaboration as [use]
}
