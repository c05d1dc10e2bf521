package tenantlint.rules.deployment["demo-users_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["demo-users"] as rule

demo(tenant, users) := {
	"deployments": [row],
	"index": {
		"environments": fixture.environments({}),
		"deployments": {"a": [row]},
		"tenants": {"a": object.union({"at": [1], "name": "a", "unknown": {}}, tenant)},
		"byTenant": {"a": {"users": [user | some i in numbers.range(1, users); user := {"at": [2, i], "unknown": {}}]}},
	},
}

row := fixture.deployment({"scenario": "demo"})

test_no_users if {
	findings := rule.report with input as demo({"userCount": 0}, 1)
	fixture.paths(findings) == {[1, "userCount"]}
}

test_many if {
	findings := rule.report with input as demo({}, 6)
	fixture.params(findings) == {{"tenant": "a", "users": 6, "least": 1, "most": 5}}
}

test_five if {
	findings := rule.report with input as demo({}, 5)
	findings == set()
}

test_unknown if {
	findings := rule.report with input as demo({"unknown": {"users": true}}, 6)
	findings == set()
}

test_enterprise if {
	findings := rule.report
		with input as object.union(demo({"userCount": 9}, 1), {"deployments": [fixture.deployment({})]})
	findings == set()
}
