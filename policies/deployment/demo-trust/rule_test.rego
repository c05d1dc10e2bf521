package tenantlint.rules.deployment["demo-trust_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["demo-trust"] as rule

index := {
	"environments": fixture.environments({}),
	"deployments": {
		"a": [fixture.deployment({"scenario": "demo"})],
		"b": [fixture.deployment({"at": [3], "tenants": ["b"]})],
	},
	"tenants": {
		"a": {"at": [1], "name": "a", "unknown": {}},
		"b": {"at": [2], "name": "b", "unknown": {}},
		"c": {"at": [2], "name": "c", "primary": true, "unknown": {}},
		"d": {"at": [2], "name": "d", "primary": false, "unknown": {}},
	},
}

access(tenant, partner, fields) := {"index": index, "crossTenantAccess": [object.union(
	{"at": [4], "tenant": tenant, "partner": partner, "unknown": {}},
	fields,
)]}

allowed(tenant, partner, inbound) := {"index": index, "tenants": [{
	"at": [5], "name": tenant, "unknown": {},
	"tenantIsolation": {"at": [5], "unknown": {}, "allowedTenants": [{
		"at": [6], "tenant": partner, "inbound": inbound, "unknown": {},
	}]},
}]}

connection(from, to) := {"index": index, "connections": [{"at": [7], "from": from, "to": to, "unknown": {}}]}

feature(from, to) := {"index": index, "collaboration": [{
	"at": [8], "feature": "teamsFederation", "from": from, "to": to, "unknown": {},
}]}

test_trusted_by_the_enterprise if {
	findings := rule.report with input as access("b", "a", {"inboundTrust": {"at": [4], "mfa": true, "unknown": {}}})
	fixture.paths(findings) == {[4, "inboundTrust", "mfa"]}
}

test_trusts_the_main_tenant if {
	findings := rule.report with input as access("a", "c", {"automaticRedemption": true})
	fixture.paths(findings) == {[4, "automaticRedemption"]}
}

test_blocked if {
	findings := rule.report with input as access(
		"b",
		"a",
		{"b2bCollaboration": {"at": [4], "inbound": "blocked", "unknown": {}}},
	)
	findings == set()
}

test_another_tenant if {
	findings := rule.report with input as access("d", "a", {"automaticRedemption": true})
	findings == set()
}

test_allow_list if {
	findings := rule.report with input as allowed("b", "a", true)
	fixture.paths(findings) == {[6, "tenant"]}
}

test_allow_list_that_allows_nothing if {
	findings := rule.report with input as allowed("b", "a", false)
	findings == set()
}

test_connection if {
	findings := rule.report with input as connection("b/prod", "a/dev")
	fixture.paths(findings) == {[7, "from"]}
}

test_connection_inside if {
	findings := rule.report with input as connection("a/prod", "a/dev")
	findings == set()
}

test_collaboration if {
	findings := rule.report with input as feature("c", "a")
	fixture.paths(findings) == {[8, "feature"]}
}

test_collaboration_elsewhere if {
	findings := rule.report with input as feature("c", "b")
	findings == set()
}
