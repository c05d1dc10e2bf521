package tenantlint.rules.deployment["demo-separate_test"]

import data.tenantlint.rules.deployment["demo-separate"] as rule

demo := {"at": [0], "name": "show", "scenario": "demo", "unknown": {}, "tenants": ["a"], "stages": [{"at": [0, "stages", 0], "unknown": {}, "environments": [{"at": [0, "stages", 0, "environments", 0], "key": "a/lab"}]}]}

enterprise := {"at": [1], "name": "sales", "scenario": "enterprise", "unknown": {}, "tenants": ["b"]}

given(deployments) := {"deployments": [demo], "crossTenantAccess": [], "index": {
	"environments": {"a/lab": {"at": [2], "tenant": "a", "unknown": {}}},
	"deployments": deployments,
}}

test_tenant_of_an_enterprise if {
	rule.report == {{
		"message": "demo deployment \"show\" stands in tenant \"a\", which enterprise deployment \"sales\" uses",
		"at": [0, "scenario"],
		"label": "needs a tenant of its own",
		"related": [
			{"at": [0, "stages", 0, "environments", 0], "message": "in tenant \"a\""},
			{"at": [1, "scenario"], "message": "enterprise deployment \"sales\" uses the tenant as well"},
		],
	}} with input as given({"a": [demo, enterprise]})
}

test_apart if {
	rule.report == set() with input as given({"a": [demo], "b": [enterprise]})
	rule.report == set() with input as given({"a": [demo, demo]})
	rule.report == set() with input as given({"a": [demo, object.remove(enterprise, ["scenario"])]})
}

access(tenant, partner, opens) := {"crossTenantAccess": [object.union({"at": [3, "crossTenantAccess", "partners", 0], "tenant": tenant, "partner": partner, "unknown": {}}, opens)]}

apart := {"a": [demo], "b": [enterprise]}

trusted(message, path) := {{
	"level": "warning",
	"message": message,
	"at": array.concat([3, "crossTenantAccess", "partners", 0], path),
	"label": "opens one tenant to the other",
	"help": "remove the partner, or block what it opens",
}}

test_trust_either_way if {
	rule.report == trusted("tenant \"b\" trusts demo tenant \"a\"", ["inboundTrust", "compliantDevice"]) with input as object.union(given(apart), access("b", "a", {"inboundTrust": {"compliantDevice": true}}))
	rule.report == trusted("demo tenant \"a\" trusts tenant \"b\"", ["automaticRedemption"]) with input as object.union(given(apart), access("a", "b", {"automaticRedemption": true}))
	rule.report == trusted("tenant \"b\" trusts demo tenant \"a\"", ["b2bDirectConnect", "inbound"]) with input as object.union(given(apart), access("b", "a", {"b2bDirectConnect": {"inbound": "allowed"}}))
}

test_no_trust if {
	rule.report == set() with input as object.union(given(apart), access("b", "a", {"b2bCollaboration": {"inbound": "blocked"}, "inboundTrust": {"mfa": false}}))
	rule.report == set() with input as object.union(given(apart), access("b", "default", {"inboundTrust": {"mfa": true}}))
	rule.report == set() with input as object.union(given({"b": [enterprise], "c": [enterprise]}), access("b", "c", {"inboundTrust": {"mfa": true}})) with input.deployments as []
}
