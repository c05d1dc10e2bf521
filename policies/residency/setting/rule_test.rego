package tenantlint.rules.residency.setting_test

import data.tenantlint.rules.residency.setting as rule

item(class, subjects) := {"at": [0, "environments", 0, "data", 0], "name": "records", "class": class, "subjects": subjects, "unknown": {}}

given(location, setting, on, items) := {
	"environments": [{
		"at": [0, "environments", 0], "tenant": "contoso", "key": "contoso/crm", "location": location, "data": items, "unknown": {},
		"settings": {"at": [0, "environments", 0, "settings"], "unknown": {}, setting: on},
	}],
	"index": {"residency": [], "tenants": {"contoso": tenant}},
}

tenant := {"at": [0], "name": "contoso", "location": "europe", "unknown": {}}

test_bing_search if {
	rule.report == {{
		"message": "\"allowBingSearch\" takes data set \"records\" (bankingCustomer of CH) out of \"switzerland\"",
		"at": [0, "environments", 0, "settings", "allowBingSearch"],
		"label": "search queries are stored and processed in \"unitedstates\"",
		"related": [{"at": [0, "environments", 0, "data", 0, "name"], "message": "data set \"records\" stands here"}],
		"notes": ["bankingCustomer of CH may be in: switzerland"],
	}} with input as given("switzerland", "allowBingSearch", true, [item("bankingCustomer", "CH")])
}

test_across_regions if {
	{finding.label | some finding in rule.report} == {"generative AI may process prompts and answers in \"switzerland\""} with input as given("europe", "allowMovingDataAcrossRegions", true, [item("health", "EU")])
}

test_flex_routing if {
	{finding.label | some finding in rule.report} == {"at peak times generative AI may process prompts and answers in \"australia\", \"canada\", \"unitedstates\""} with input as given("germany", "allowFlexRouting", true, [item("health", "EU")])
}

test_microsoft_365 if {
	rule.report == {{
		"message": "\"allowMicrosoft365Services\" takes data set \"records\" (bankingCustomer of CH) out of \"switzerland\"",
		"at": [0, "environments", 0, "settings", "allowMicrosoft365Services"],
		"label": "Microsoft 365 keeps data where the tenant has its Microsoft 365 data",
		"related": [
			{"at": [0, "environments", 0, "data", 0, "name"], "message": "data set \"records\" stands here"},
			{"at": [0, "location"], "message": "tenant \"contoso\" has its data in \"europe\""},
		],
		"notes": ["bankingCustomer of CH may be in: switzerland"],
	}} with input as given("switzerland", "allowMicrosoft365Services", true, [item("bankingCustomer", "CH")])
}

test_microsoft_365_without_location_of_the_tenant if {
	homeless := object.remove(tenant, ["location"])
	[finding.related[1].message | some finding in rule.report] == ["tenant \"contoso\" does not say where its data is"] with input as given("germany", "allowMicrosoft365Services", true, [item("health", "EU")]) with input.index.tenants.contoso as homeless
	rule.report == set() with input as given("germany", "allowMicrosoft365Services", true, [item("health", "EU")]) with input.index.tenants.contoso as object.union(homeless, {"unknown": {"location": true}})
}

test_microsoft_365_at_home if {
	rule.report == set() with input as given("germany", "allowMicrosoft365Services", true, [item("health", "EU")])
}

test_off_or_not_known if {
	rule.report == set() with input as given("europe", "allowBingSearch", false, [item("health", "EU")])
	rule.report == set() with input as given("europe", "unknown", {"allowBingSearch": true}, [item("health", "EU")])
}

test_leads_nowhere_else if {
	every setting in ["allowBingSearch", "allowFlexRouting", "allowMovingDataAcrossRegions"] {
		rule.report == set() with input as given("unitedstates", setting, true, [item("health", "US")])
	}
}

test_no_resident_data if {
	rule.report == set() with input as given("europe", "allowBingSearch", true, [item("sample", "EU")])
}

test_data_that_may_not_be_here_at_all if {
	rule.report == set() with input as given("japan", "allowBingSearch", true, [item("health", "EU")])
}
