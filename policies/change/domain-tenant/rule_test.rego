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

found := {[["us", "name"], "eu", "us"]}

sites(topology_) := {[f.at, f.params.before, f.params.after] |
	report := rule.report with input as topology_
	some f in report
}

test_moved_in_one_step if {
	changes := [{"before": domain("eu", true), "after": domain("us", true)}]
	sites(topology(changes, [domain("us", true)])) == found
}

test_prepared_and_verified if {
	changes := [{"before": domain("eu", true)}, {"before": domain("us", false), "after": domain("us", true)}]
	sites(topology(changes, [domain("us", true)])) == found
}

test_left_unverified if {
	changes := [{"before": domain("eu", true), "after": domain("eu", false)}, {"after": domain("us", true)}]
	sites(topology(changes, [domain("eu", false), domain("us", true)])) == found
}

test_prepared if {
	changes := [{"before": domain("eu", true), "after": domain("us", false)}]
	sites(topology(changes, [domain("us", false)])) == set()
}

test_left if sites(topology([{"before": domain("eu", true)}], [])) == set()

test_conflict_that_ends if {
	changes := [{"before": domain("eu", true)}]
	sites(topology(changes, [domain("us", true)])) == set()
}
