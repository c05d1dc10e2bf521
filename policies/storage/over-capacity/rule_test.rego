package tenantlint.rules.storage["over-capacity_test"]

import data.tenantlint.rules.storage["over-capacity"] as rule

gb := 1024

tenant(capacity) := {
	"at": [0],
	"unknown": {},
	"name": "contoso",
	"capacity": object.union({"at": [0, "capacity"], "unknown": {}}, capacity),
}

# entitled is a tenant with database, log and file storage in GB.
entitled(database, log, file) := tenant({"databaseMB": database * gb, "logMB": log * gb, "fileMB": file * gb})

environment(i, type, consumption) := {
	"at": [0, "environments", i],
	"unknown": {},
	"tenant": "contoso",
	"key": sprintf("contoso/e%d", [i]),
	"type": type,
	"dataverse": {
		"at": [0, "environments", i, "dataverse"],
		"unknown": {},
		"consumption": object.union({"at": [0, "environments", i, "dataverse", "consumption"], "unknown": {}}, consumption),
	},
}

using(database, log, file) := {"databaseMB": database * gb, "logMB": log * gb, "fileMB": file * gb}

topology(t, environments) := {"tenants": [t], "index": {"of": {"contoso": {"environments": environments}}}}

place(i, pool) := [0, "environments", i, "dataverse", "consumption", pool]

# The four scenarios of the documentation, in GB of database, log and file storage.
test_scenario_1_database_over if {
	rule.report == {{
		"message": "tenant \"contoso\" uses 112640 MB of database storage, but is entitled to 102400 MB",
		"at": [0, "capacity", "databaseMB"],
		"label": "10240 MB over",
		"related": [{"at": place(0, "databaseMB"), "message": "environment \"contoso/e0\" takes 112640 MB of database storage"}],
		"notes": [],
	}} with input as topology(entitled(100, 10, 400), [environment(0, "Production", using(110, 5, 200))])
}

test_scenario_2_log_over_free_database if {
	rule.report == {{
		"message": "tenant \"contoso\" uses 20480 MB of log storage, but is entitled to 10240 MB",
		"at": [0, "capacity", "logMB"],
		"label": "10240 MB over",
		"related": [{"at": place(0, "logMB"), "message": "environment \"contoso/e0\" takes 20480 MB of log storage"}],
		"notes": ["free database storage covers no more than 5120 MB of it"],
	}} with input as topology(entitled(100, 10, 400), [environment(0, "Production", using(95, 20, 200))])
}

test_scenario_3_file_over if {
	rule.report == {{
		"message": "tenant \"contoso\" uses 296960 MB of file storage, but is entitled to 204800 MB",
		"at": [0, "capacity", "fileMB"],
		"label": "92160 MB over",
		"related": [{"at": place(0, "fileMB"), "message": "environment \"contoso/e0\" takes 296960 MB of file storage"}],
		"notes": [],
	}} with input as topology(entitled(100, 10, 200), [environment(0, "Production", using(20, 5, 290))])
}

test_scenario_4_log_covered_by_database if {
	rule.report == set() with input as topology(entitled(100, 10, 400), [environment(0, "Production", using(80, 20, 200))])
}

test_log_over_without_free_database if {
	report := rule.report with input as topology(entitled(100, 10, 400), [environment(0, "Production", using(110, 20, 200))])
	{f.at[2] | some f in report} == {"databaseMB", "logMB"}
}

test_log_over_and_database_not_known if {
	rule.report == set() with input as topology(tenant({"logMB": 10}), [environment(0, "Production", using(1, 1, 1))])
}

test_under_15_percent_free if {
	rule.report == {{
		"level": "warning",
		"message": "tenant \"contoso\" has 14 % of its database storage left",
		"at": [0, "capacity", "databaseMB"],
		"label": "88064 MB of 102400 MB used",
		"related": [{"at": place(0, "databaseMB"), "message": "environment \"contoso/e0\" takes 88064 MB of database storage"}],
		"notes": ["below 15 % Microsoft sends alerts"],
	}} with input as topology(entitled(100, 10, 400), [environment(0, "Production", using(86, 5, 200))])
}

test_15_percent_free if {
	rule.report == set() with input as topology(entitled(100, 10, 400), [environment(0, "Production", using(85, 5, 200))])
}

test_under_5_percent_free if {
	report := rule.report with input as topology(entitled(100, 10, 400), [environment(0, "Production", using(96, 5, 200))])
	{f.notes | some f in report} == {["below 5 % Microsoft warns that administration will be affected"]}
}

test_all_used_is_no_deficit if {
	report := rule.report with input as topology(tenant({"fileMB": 10}), [environment(0, "Production", {"fileMB": 10})])
	{f.message | some f in report} == {"tenant \"contoso\" has 0 % of its file storage left"}
}

test_nothing_entitled_and_nothing_used if {
	rule.report == set() with input as topology(entitled(0, 0, 0), [environment(0, "Production", using(0, 0, 0))])
}

test_types_that_do_not_count if {
	types := ["Teams", "Trial", "SubscriptionBasedTrial", "Preview", "Support", "Developer"]
	rule.report == set() with input as topology(entitled(1, 1, 1), [environment(i, type, using(9, 9, 9)) | some i, type in types])
}

test_default_environment_counts_above_what_it_includes if {
	rule.report == set() with input as topology(entitled(10, 10, 10), [environment(0, "Default", using(11, 9, 11))])
	report := rule.report with input as topology(entitled(10, 10, 10), [environment(0, "Default", using(14, 9, 11))])
	{f.label | some f in report} == {"1024 MB over"}
}

test_three_largest_environments if {
	used := [20, 50, 10, 30, 40]
	environments := [environment(i, "Sandbox", using(n, 1, 1)) | some i, n in used]
	report := rule.report with input as topology(entitled(100, 10, 400), environments)
	{[r.at[2] | some r in f.related] | some f in report} == {[1, 4, 3]}
}

test_equal_environments_in_their_order if {
	environments := [environment(i, "Sandbox", using(50, 1, 1)) | some i in numbers.range(0, 3)]
	report := rule.report with input as topology(entitled(100, 10, 400), environments)
	{[r.at[2] | some r in f.related] | some f in report} == {[0, 1, 2]}
}

test_deficit_is_certain_though_a_consumption_is_not_known if {
	unknown := object.union(object.remove(environment(1, "Production", {}), ["dataverse"]), {"unknown": {"dataverse": true}})
	report := rule.report with input as topology(entitled(100, 10, 400), [environment(0, "Production", using(110, 5, 200)), unknown])
	{f.notes | some f in report} == {["the consumption of some environments is not known; the sum is at least this"]}
}

test_other_pools_are_not_called_incomplete if {
	report := rule.report with input as topology(entitled(100, 10, 400), [environment(0, "Production", {"databaseMB": 110 * gb})])
	{f.notes | some f in report} == {[]}
}

test_environments_not_all_known if {
	t := object.union(entitled(100, 10, 400), {"unknown": {"environments": true}})
	report := rule.report with input as topology(t, [environment(0, "Production", using(110, 5, 200))])
	{count(f.notes) | some f in report} == {1}
}

test_type_not_known if {
	e := object.union(object.remove(environment(0, "Production", using(110, 5, 200)), ["type"]), {"unknown": {"type": true}})
	rule.report == set() with input as topology(entitled(100, 10, 400), [e])
}

test_capacity_not_known if {
	t := object.remove(entitled(1, 1, 1), ["capacity"])
	rule.report == set() with input as topology(t, [environment(0, "Production", using(9, 9, 9))])
	rule.report == set() with input as topology(tenant({"unknown": {"databaseMB": true}}), [environment(0, "Production", using(9, 9, 9))])
}

test_no_environments if rule.report == set() with input as {"tenants": [entitled(1, 1, 1)], "index": {"of": {"contoso": {}}}}
