package tenantlint.rules.storage["over-capacity_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.rules.storage["over-capacity"] as rule

using(n, fields, consumption) := envs.nth(n, format_int(n, 10), object.union(fields, {"dataverse": {
	"at": [0, n], "unknown": {},
	"consumption": object.union({"at": [0, n, "consumption"], "unknown": {}}, consumption),
}}))

topology(capacity, environments) := {
	"tenants": [tenant],
	"index": {"tenants": {"contoso": tenant}, "byTenant": {"contoso": {"environments": environments}}},
} if {
	tenant := envs.tenant({"capacity": object.union({"at": [0, "capacity"], "unknown": {}}, capacity)})
}

gigabytes(database, log, file) := {"databaseMB": database * 1024, "logMB": log * 1024, "fileMB": file * 1024}

expected contains [finding.at[2], object.get(finding, "level", "error")] if some finding in rule.report

test_documented_scenarios if {
	expected == {["databaseMB", "error"]}
		with input as topology(gigabytes(100, 10, 400), [using(0, {}, gigabytes(110, 5, 200))])
	expected == {["logMB", "error"]}
		with input as topology(gigabytes(100, 10, 400), [using(0, {}, gigabytes(95, 20, 200))])
	expected == {["fileMB", "error"]}
		with input as topology(gigabytes(100, 10, 200), [using(0, {}, gigabytes(20, 5, 290))])
	expected == {["logMB", "warning"]}
		with input as topology(gigabytes(100, 10, 400), [using(0, {}, gigabytes(80, 20, 200))])
}

test_below_alert_threshold if {
	expected == {["databaseMB", "warning"]}
		with input as topology(gigabytes(100, 10, 400), [using(0, {}, gigabytes(86, 5, 200))])
}

test_enough if expected == set() with input as topology(gigabytes(100, 10, 400), [using(0, {}, gigabytes(80, 5, 200))])

test_log_only if expected == {["logMB", "warning"]} with input as topology({"logMB": 10}, [using(0, {}, {"logMB": 20})])

large_capacity := gigabytes(200, 0, 0)

test_not_counted if {
	every fields in [
		{"type": "Trial"}, {"type": "Developer"}, {"type": "Teams"}, {"billingPolicy": "sales"},
		{"unknown": {"billingPolicy": true}}, {"unknown": {"type": true}},
	] {
		rule.report == set() with input as topology(gigabytes(100, 10, 400), [using(0, fields, large_capacity)])
	}
}

test_default_includes_some if {
	rule.report == set()
		with input as topology({"databaseMB": 1024}, [using(0, {"type": "Default"}, gigabytes(3, 0, 0))])
	count(rule.report) == 1
		with input as topology({"databaseMB": 1024}, [using(0, {"type": "Default"}, gigabytes(5, 0, 0))])
}

test_lower_bound if {
	rows := [using(0, {}, large_capacity), envs.nth(1, "open", {"unknown": {"dataverse": true}})]
	some finding in rule.report with input as topology({"databaseMB": 1024}, rows)
	count(finding.notes) == 1
}

test_declared_twice if {
	twin := object.union(topology({"databaseMB": 1024}, [using(0, {}, large_capacity)]), {
		"tenants": [envs.tenant({"at": [9], "capacity": {"databaseMB": 1}})],
	})
	rule.report == set() with input as twin
}
