package tenantlint.rules.change["access-opened_test"]

import data.tenantlint.rules.change["access-opened"] as rule

row(before, after) := {
	"at": [0],
	"unknown": {},
	"before": object.union({"unknown": {}}, before),
	"after": object.union({"at": [0], "unknown": {}}, after),
}

setting(partner, fields) := object.union({"tenant": "eu", "partner": partner, "at": [0], "unknown": {}}, fields)

collaboration(value) := {"b2bCollaboration": {"at": [0, "b2bCollaboration"], "unknown": {}, "inbound": value}}

direct(value) := {"b2bDirectConnect": {"at": [0, "b2bDirectConnect"], "unknown": {}, "inbound": value}}

change(partner, before, after) := row(setting(partner, before), setting(partner, after))

added(partner, after) := object.remove(change(partner, {}, after), ["before"])

compared(changes) := {
	"changedCrossTenantAccess": changes,
	"index": {"crossTenantAccess": {}, "changed": {"crossTenantAccess": {"eu": changes}}},
}

paths contains f.at if some f in rule.report

test_default_opened if {
	changes := [change("default", collaboration("blocked"), collaboration("allowed"))]
	paths == {[0, "b2bCollaboration", "inbound"]} with input as compared(changes)
}

test_partner_added if {
	paths == {[0, "b2bDirectConnect", "inbound"]}
		with input as compared([added("us", direct("allowed"))])
}

test_partner_as_the_default_of_microsoft if {
	paths == set()
		with input as compared([added("us", collaboration("allowed"))])
}

test_partner_with_a_blocked_default if {
	report := rule.report with input as {
		"changedCrossTenantAccess": [added("us", collaboration("allowed"))],
		"index": {"crossTenantAccess": {"eu": {"default": setting("default", collaboration("blocked"))}}},
	}
	count(report) == 1
}

test_partner_gone if {
	gone := object.remove(change("us", collaboration("blocked"), {}), ["after"])
	paths == {[0]} with input as compared([gone])
}

test_trust if {
	trust := {"inboundTrust": {"at": [0, "inboundTrust"], "unknown": {}, "mfa": true}}
	paths == {[0, "inboundTrust", "mfa"]} with input as compared([change("us", {}, trust)])
	paths == set() with input as compared([change("us", trust, trust)])
}

test_redemption if {
	paths == {[0, "automaticRedemption"]} with input as compared([change("us", {}, {"automaticRedemption": true})])
	paths == set()
		with input as compared([change("us", {"automaticRedemption": true}, {"automaticRedemption": true})])
	paths == set()
		with input as compared([change("us", {"unknown": {"automaticRedemption": true}}, {"automaticRedemption": true})])
}

test_unknown_before if {
	before := {"b2bDirectConnect": {"unknown": {"inbound": true}}}
	paths == set() with input as compared([change("us", before, direct("allowed"))])
}

test_closed if paths == set() with input as compared([change("us", direct("allowed"), direct("blocked"))])

test_new_tenant if {
	rule.report == set() with input as {
		"changedCrossTenantAccess": [added("us", direct("allowed"))],
		"index": {"changed": {"tenants": {"eu": [{"at": [0], "unknown": {}, "after": {"name": "eu"}}]}}},
	}
}
