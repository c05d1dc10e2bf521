package tenantlint.rules.identity["sync-server_test"]

import data.tenantlint.rules.identity["sync-server"] as rule

row(doc, tenant, server) := {"at": [doc, "directorySync", 0], "tenant": tenant, "server": server, "unknown": {}}

report(name, key, rows) := found if {
	found := rule.report with input as {"shared": {name: [{"key": key, "rows": rows}]}}
}

test_two_tenants if {
	report("syncServers", "sync01", [row(0, "eu", "sync01"), row(1, "us", "sync01")]) == {{
		"message": "Entra Connect server \"sync01\" synchronises with two tenants",
		"sites": [
			{"at": [0, "directorySync", 0, "server"], "label": "connected here by tenant \"eu\""},
			{"at": [1, "directorySync", 0, "server"], "label": "and here by tenant \"us\""},
		],
	}}
}

test_one_server_for_two_forests if {
	report("syncServers", "sync01", [row(0, "eu", "sync01"), row(0, "eu", "sync01")]) == set()
}

test_two_active if {
	report("activeSync", "eu active", [row(0, "eu", "sync01"), row(1, "eu", "sync02")]) == {{
		"message": "tenant \"eu\" has two active Entra Connect servers",
		"sites": [
			{"at": [0, "directorySync", 0, "server"], "label": "\"sync01\" is active"},
			{"at": [1, "directorySync", 0, "server"], "label": "\"sync02\" is active"},
		],
		"help": "set stagingMode to true at all servers but one",
	}}
}

test_one_active_for_two_forests if {
	report("activeSync", "eu active", [row(0, "eu", "sync01"), row(0, "eu", "sync01")]) == set()
}
