package tenantlint.rules.license["multi-tenant-amendment_test"]

import data.tenantlint.rules.license["multi-tenant-amendment"] as rule

two_tenants := [
	{"at": [0, "agreements", 0, "tenants", 0], "key": "eu"},
	{"at": [0, "agreements", 0, "tenants", 1], "key": "us"},
]

agreement(fields) := object.union(
	{"at": [0, "agreements", 0], "unknown": {}, "id": "EA-1", "tenants": two_tenants},
	fields,
)

topology(agreements, subscriptions) := {
	"agreements": agreements,
	"index": {
		"agreementIds": {agreements[0].id: agreements[0]},
		"agreements": {id: bought_under |
			some id in {subscription.agreement | some subscription in subscriptions}
			bought_under := [subscription | some subscription in subscriptions; subscription.agreement == id]
		},
	},
}

expected(program) := {
	"message": `agreement "{agreement}" covers {count} tenants without a Multi-Tenant Amendment: "{tenants}"`,
	"params": {
		"agreement": "EA-1", "count": "two", "tenants": {"eu", "us"},
		"program": program, "amended": ["EA", "EAS", "MPSA"],
	},
	"at": [0, "agreements", 0, "multiTenantAmendment"],
	"label": "no amendment",
	"related": [],
}

bought(id) := {
	"at": [1, "subscriptions", 0], "unknown": {},
	"tenant": "us", "skuPartNumber": "APPS", "agreement": id,
}

test_enterprise_agreement if rule.report == {expected("EA")} with input as topology([agreement({"program": "EA"})], [])

test_name_written_out if {
	name := "Enterprise Agreement"
	rule.report == {expected(name)} with input as topology([agreement({"program": name})], [])
}

test_other_case if rule.report == {expected("mpsa")} with input as topology([agreement({"program": "mpsa"})], [])

test_amendment_denied if {
	row := agreement({"program": "EA", "multiTenantAmendment": false})
	rule.report == {expected("EA")} with input as topology([row], [])
}

test_program_not_in_the_table if {
	rule.report == {object.union(expected("Open Value"), {
		"level": "note",
		"notes": [`program "{program}" is not known to need the amendment`],
	})} with input as topology([agreement({"program": "Open Value"})], [])
}

test_no_program if {
	rule.report == {object.union(expected(""), {
		"level": "note",
		"notes": [`the agreement names no program; "{amended}" need the amendment`],
	})} with input as topology([agreement({})], [])
}

test_subscription_of_another_tenant if {
	rule.report == {object.union(expected("EA"), {"related": [{
		"at": [1, "subscriptions", 0, "agreement"],
		"message": `tenant "{tenant}" buys under it`,
		"params": {"tenant": "us"},
	}]})} with input as topology([agreement({"program": "EA", "tenants": [two_tenants[0]]})], [bought("EA-1")])
}

test_agreement_of_subscriptions_only if {
	row := object.remove(agreement({"program": "EA"}), ["tenants"])
	purchases := [object.union(bought("EA-1"), {"tenant": "eu"}), bought("EA-1")]
	report := rule.report with input as topology([row], purchases)
	{f.params.tenants | some f in report} == {{"eu", "us"}}
}

test_subscription_under_another_agreement if {
	row := agreement({"program": "EA", "tenants": [two_tenants[0]]})
	rule.report == set() with input as topology([row], [bought("EA-2")])
}

test_second_of_the_same_id if {
	again := {"at": [2, "agreements", 0], "unknown": {}, "id": "EA-1", "program": "EA", "tenants": [two_tenants[0]]}
	rule.report == set() with input as topology([agreement({"program": "CSP"}), again], [bought("EA-1")])
}

test_amended if {
	row := agreement({"program": "EA", "multiTenantAmendment": true})
	rule.report == set() with input as topology([row], [])
}

test_one_tenant if {
	rule.report == set() with input as topology([agreement({"program": "EA", "tenants": [two_tenants[0]]})], [])
}

test_cloud_solution_provider if rule.report == set() with input as topology([agreement({"program": "CSP"})], [])

test_customer_agreement if {
	rule.report == set() with input as topology([agreement({"program": "Microsoft Customer Agreement"})], [])
}

test_amendment_unknown if {
	row := agreement({"program": "EA", "unknown": {"multiTenantAmendment": true}})
	rule.report == set() with input as topology([row], [])
}

test_program_unknown if rule.report == set() with input as topology([agreement({"unknown": {"program": true}})], [])
