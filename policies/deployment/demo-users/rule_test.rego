package tenantlint.rules.deployment["demo-users_test"]

import data.tenantlint.rules.deployment["demo-users"] as rule

demo := {
	"at": [0], "name": "show", "scenario": "demo", "unknown": {}, "tenants": ["a"],
	"stages": [{"at": [0, "stages", 0], "stage": "development", "unknown": {}, "environments": [{"at": [0, "stages", 0, "environments", 0], "key": "a/lab"}]}],
}

given(tenant, users) := {"deployments": [demo], "index": {
	"tenants": {"a": object.union({"at": [1], "name": "a", "unknown": {}}, tenant)},
	"deployments": {"a": [demo]},
	"of": {"a": users},
}}

listed(n) := {"users": [{"at": [1, "users", i], "unknown": {}} | some i in numbers.range(1, n)]}

expected(n, field) := {{
	"message": sprintf("demo tenant \"a\" has %d users; a demo has 1 to 5", [n]),
	"at": [1, field],
	"related": [{"at": [0, "scenario"], "message": "demo deployment \"show\" stands in the tenant"}],
}}

test_too_many if {
	rule.report == expected(6, "users") with input as given({}, listed(6))
	rule.report == expected(250, "userCount") with input as given({"userCount": 250}, listed(2))
}

test_nobody if {
	rule.report == expected(0, "userCount") with input as given({"userCount": 0}, {})
}

test_one_to_five if {
	rule.report == set() with input as given({}, listed(1))
	rule.report == set() with input as given({}, listed(5))
	rule.report == set() with input as given({"userCount": 5}, {})
}

test_not_known if {
	rule.report == set() with input as given({}, {})
	rule.report == set() with input as given({"unknown": {"users": true}}, listed(6))
	rule.report == set() with input as given({"unknown": {"userCount": true}}, listed(6))
}

test_tenant_of_an_enterprise if {
	enterprise := {"at": [2], "name": "sales", "scenario": "enterprise", "unknown": {}, "tenants": ["a"]}
	rule.report == set() with input as given({"userCount": 250}, {}) with input.index.deployments as {"a": [demo, enterprise]}
}
