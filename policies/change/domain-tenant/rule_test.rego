package tenantlint.rules.change["domain-tenant_test"]

import data.tenantlint.rules.change["domain-tenant"] as rule

domain(tenant, verified) := {
	"at": [tenant],
	"unknown": {},
	"name": "contoso.com",
	"tenant": tenant,
	"isVerified": verified,
}

entry(change) := object.union({"at": [0], "unknown": {}}, change)

topology(changes, domains) := {
	"changedDomains": [entry(change) | some change in changes],
	"index": {
		"domains": {"contoso.com": domains},
		"changed": {"domains": {"contoso.com": [entry(change) | some change in changes]}},
	},
}

expected := {[["us", "name"], "eu", "us"]}

paths contains [f.at, f.params.before, f.params.after] if some f in rule.report

test_moved_in_one_step if {
	changes := [{"before": domain("eu", true), "after": domain("us", true)}]
	paths == expected with input as topology(changes, [domain("us", true)])
}

test_prepared_and_verified if {
	changes := [{"before": domain("eu", true)}, {"before": domain("us", false), "after": domain("us", true)}]
	paths == expected with input as topology(changes, [domain("us", true)])
}

test_remains_unverified if {
	changes := [{"before": domain("eu", true), "after": domain("eu", false)}, {"after": domain("us", true)}]
	paths == expected with input as topology(changes, [domain("eu", false), domain("us", true)])
}

test_prepared if {
	changes := [{"before": domain("eu", true), "after": domain("us", false)}]
	paths == set() with input as topology(changes, [domain("us", false)])
}

test_removed if paths == set() with input as topology([{"before": domain("eu", true)}], [])

test_conflict_resolved if {
	changes := [{"before": domain("eu", true)}]
	paths == set() with input as topology(changes, [domain("us", true)])
}
