package tenantlint.rules.identity["sync-writeback_test"]

import data.tenantlint.rules.identity["sync-writeback"] as rule

row(doc, tenant, more) := object.union(
	{"at": [doc, "directorySync", 0], "tenant": tenant, "stagingMode": false, "unknown": {}},
	more,
)

topology(rows) := {"duplicates": {"syncForests": [{
	"key": "corp.contoso.com",
	"rows": rows,
}]}}

expected(field, feature) := {
	"message": `{feature} of forest "{forest}" is set up with {count} tenants`,
	"params": {"feature": feature, "forest": "corp.contoso.com", "count": "two", "most": "one"},
	"locations": [
		{
			"at": [0, "directorySync", 0, field],
			"label": `set up here by tenant "{tenant}"`,
			"params": {"tenant": "eu"},
		},
		{
			"at": [1, "directorySync", 0, field],
			"label": `and here by tenant "{tenant}"`,
			"params": {"tenant": "us"},
		},
	],
}

test_device_writeback if {
	rows := [row(0, "eu", {"deviceWriteback": true}), row(1, "us", {"deviceWriteback": true})]
	rule.report == {expected("deviceWriteback", "device writeback")} with input as topology(rows)
}

test_two_features_are_two_findings if {
	both := {"groupWriteback": true, "seamlessSso": true}
	rule.report == {
		expected("groupWriteback", "group writeback"),
		expected("seamlessSso", "seamless single sign-on"),
	} with input as topology([row(0, "eu", both), row(1, "us", both)])
}

exchange(tenants) := [row(doc, tenant, {"hybridExchange": true}) | some doc, tenant in tenants]

test_exchange_hybrid_in_up_to_five_is_a_warning if {
	report := rule.report with input as topology(exchange(["eu", "us", "jp", "uk", "ch"]))
	{[f.level, f.params.count, f.params.most] | some f in report} == {["warning", "five", "five"]}
}

test_exchange_hybrid_in_six if {
	report := rule.report with input as topology(exchange(["eu", "us", "jp", "uk", "ch", "de"]))
	{object.get(f, "level", "") | some f in report} == {""}
}

test_off_in_one if {
	rows := [row(0, "eu", {"groupWriteback": true}), row(1, "us", {"groupWriteback": false})]
	rule.report == set() with input as topology(rows)
}

test_feature_each if {
	rows := [row(0, "eu", {"groupWriteback": true}), row(1, "us", {"deviceWriteback": true})]
	rule.report == set() with input as topology(rows)
}

test_unknown if {
	rows := [row(0, "eu", {"groupWriteback": true}), row(1, "us", {"unknown": {"groupWriteback": true}})]
	rule.report == set() with input as topology(rows)
}

test_staging if {
	rows := [row(0, "eu", {"groupWriteback": true}), row(1, "us", {"groupWriteback": true, "stagingMode": true})]
	rule.report == set() with input as topology(rows)
}

test_staging_unknown if {
	waiting := object.remove(
		row(1, "us", {"groupWriteback": true, "unknown": {"stagingMode": true}}),
		["stagingMode"],
	)
	rule.report == set() with input as topology([row(0, "eu", {"groupWriteback": true}), waiting])
}

test_one_tenant if {
	rows := [row(0, "eu", {"groupWriteback": true}), row(0, "eu", {"groupWriteback": true})]
	rule.report == set() with input as topology(rows)
}
