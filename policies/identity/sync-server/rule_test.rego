package tenantlint.rules.identity["sync-server_test"]

import data.tenantlint.rules.identity["sync-server"] as rule

row(doc, tenant, server, more) := object.union(
	{"at": [doc, "directorySync", 0], "tenant": tenant, "server": server, "engine": "connectSync", "unknown": {}},
	more,
)

topology(name, key, rows) := {"duplicates": {name: [{"key": key, "rows": rows}]}}

full := "sync01.contoso.com"

locations := [
	{"at": [0, "directorySync", 0, "server"], "label": `connected here by tenant "{tenant}"`, "params": {"tenant": "eu"}},
	{"at": [1, "directorySync", 0, "server"], "label": `and here by tenant "{tenant}"`, "params": {"tenant": "us"}},
]

expected(server) := {
	"message": `Entra Connect server "{server}" synchronizes with {count} tenants`,
	"params": {"server": server, "count": "two"},
	"locations": locations,
}

test_two_tenants if {
	rule.report == {expected(full)}
		with input as topology("syncServers", full, [row(0, "eu", full, {}), row(1, "us", full, {})])
}

test_one_server_for_two_forests if {
	rule.report == set() with input as topology("syncServers", full, [row(0, "eu", full, {}), row(0, "eu", full, {})])
}

bare(forest, other) := topology(
	"syncServers", "sync01",
	[row(0, "eu", "sync01", forest), row(1, "us", "sync01", other)],
)

test_bare_name_in_one_forest if {
	corp := {"forest": "corp.contoso.com"}
	rule.report == {expected("sync01")} with input as bare(corp, corp)
}

test_bare_name_in_two_forests if {
	rule.report == set() with input as bare({"forest": "corp.contoso.com"}, {"forest": "ad.fabrikam.com"})
}

test_bare_name_without_forest if {
	report := rule.report with input as bare({"forest": "corp.contoso.com"}, {})
	{[f.level, f.locations] | some f in report} == {["warning", locations]}
}

test_bare_name_of_an_unknown_forest if {
	rule.report == set() with input as bare({"forest": "corp.contoso.com"}, {"unknown": {"forest": true}})
}

test_agents_of_two_tenants if {
	agent := {"engine": "cloudSync"}
	rule.report == set()
		with input as topology("syncServers", full, [row(0, "eu", full, agent), row(1, "us", full, agent)])
}

test_two_active if {
	rule.report == {{
		"message": `tenant "{tenant}" has {count} active Entra Connect servers`,
		"params": {"tenant": "eu", "count": "two"},
		"locations": [
			{"at": [0, "directorySync", 0, "server"], "label": `"{server}" is active`, "params": {"server": "sync01"}},
			{"at": [1, "directorySync", 0, "server"], "label": `"{server}" is active`, "params": {"server": "sync02"}},
		],
		"help": "set stagingMode to true on all servers but one",
	}} with input as topology("activeSync", "eu active", [row(0, "eu", "sync01", {}), row(1, "eu", "sync02", {})])
}

test_one_active_for_two_forests if {
	rows := [row(0, "eu", "sync01", {}), row(0, "eu", "sync01", {})]
	rule.report == set() with input as topology("activeSync", "eu active", rows)
}

test_one_active_by_two_names if {
	rows := [row(0, "eu", "sync01", {}), row(0, "eu", full, {})]
	rule.report == set() with input as topology("activeSync", "eu active", rows)
}

test_server_not_declared if {
	rows := [row(0, "eu", full, {}), object.remove(row(0, "eu", "", {}), ["server"])]
	rule.report == set() with input as topology("activeSync", "eu active", rows)
}

test_agents_are_several if {
	rows := [row(0, "eu", name, {"engine": "cloudSync"}) | some name in ["agent1", "agent2", "agent3"]]
	rule.report == set() with input as topology("activeSync", "eu active", rows)
}

test_server_and_agents if {
	rows := [row(0, "eu", "sync01", {}), row(0, "eu", "agent1", {"engine": "cloudSync"})]
	rule.report == set() with input as topology("activeSync", "eu active", rows)
}
