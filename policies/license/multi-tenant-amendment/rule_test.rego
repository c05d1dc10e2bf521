package tenantlint.rules.license["multi-tenant-amendment_test"]

import data.tenantlint.rules.license["multi-tenant-amendment"] as rule

both := [{"at": [0, "agreements", 0, "tenants", 0], "key": "eu"}, {"at": [0, "agreements", 0, "tenants", 1], "key": "us"}]

agreement(fields) := object.union({"at": [0, "agreements", 0], "unknown": {}, "id": "EA-1", "tenants": both}, fields)

topology(agreements, subscriptions) := {"agreements": agreements, "index": {"agreementIds": {agreements[0].id: agreements[0]}, "agreements": {id: bought_under | some s in subscriptions; id := s.agreement; bought_under := [b | some b in subscriptions; b.agreement == id]}}}

found := {
	"message": "agreement \"EA-1\" covers two tenants without a Multi-Tenant Amendment: \"eu\", \"us\"",
	"at": [0, "agreements", 0, "multiTenantAmendment"],
	"label": "no amendment",
	"related": [],
}

bought(id) := {"at": [1, "subscriptions", 0], "unknown": {}, "tenant": "us", "skuPartNumber": "APPS", "agreement": id}

test_volume_programmes if {
	every program in ["EA", "EAS", "MPSA", "ea"] {
		rule.report == {found} with input as topology([agreement({"program": program})], [])
	}
}

test_amendment_denied if {
	rule.report == {found} with input as topology([agreement({"program": "EA", "multiTenantAmendment": false})], [])
}

test_programme_that_is_not_in_the_table if {
	rule.report == {object.union(found, {
		"level": "note",
		"notes": ["programme \"Open Value\" is not known to need the amendment"],
	})} with input as topology([agreement({"program": "Open Value"})], [])
}

test_no_programme if {
	rule.report == {object.union(found, {
		"level": "note",
		"notes": ["the agreement names no programme; EA, EAS and MPSA need the amendment"],
	})} with input as topology([agreement({})], [])
}

test_subscription_of_another_tenant if {
	rule.report == {object.union(found, {"related": [{
		"at": [1, "subscriptions", 0, "agreement"],
		"message": "tenant \"us\" buys under it",
	}]})} with input as topology([agreement({"program": "EA", "tenants": [both[0]]})], [bought("EA-1")])
}

test_agreement_of_subscriptions_only if {
	report := rule.report with input as {
		"agreements": [object.remove(agreement({"program": "EA"}), ["tenants"])],
		"index": {"agreementIds": {"EA-1": agreement({})}, "agreements": {"EA-1": [object.union(bought("EA-1"), {"tenant": "eu"}), bought("EA-1")]}},
	}
	{f.message | some f in report} == {found.message}
}

test_subscription_under_another_agreement if {
	rule.report == set() with input as topology([agreement({"program": "EA", "tenants": [both[0]]})], [bought("EA-2")])
}

test_second_of_the_same_id if {
	again := {"at": [2, "agreements", 0], "unknown": {}, "id": "EA-1", "program": "EA", "tenants": [both[0]]}
	given := topology([agreement({"program": "CSP"}), again], [bought("EA-1")])
	rule.report == set() with input as given
}

test_amended if rule.report == set() with input as topology([agreement({"program": "EA", "multiTenantAmendment": true})], [])

test_one_tenant if rule.report == set() with input as topology([agreement({"program": "EA", "tenants": [both[0]]})], [])

test_exempt_programmes if {
	every program in ["CSP", "MCA", "mca"] {
		rule.report == set() with input as topology([agreement({"program": program})], [])
	}
}

test_not_known if {
	rule.report == set() with input as topology([agreement({"program": "EA", "unknown": {"multiTenantAmendment": true}})], [])
	rule.report == set() with input as topology([agreement({"unknown": {"program": true}})], [])
}
