package tenantlint.rules["master-data"]["no-way-back_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules["master-data"]["no-way-back"] as rule

flow(n, from, to) := {"at": [1, "flows", n], "unknown": {}, "from": from, "to": to}

ref(n, key) := {"at": [1, "scope", n], "key": key}

local_changes(fields) := envs.master(object.union({"changePath": "localThenForward"}, fields))

test_no_path_back if {
	row := local_changes({"scope": [ref(0, "contoso/eu")], "flows": [flow(0, "contoso/crm", "contoso/eu")]})
	fixture.paths(rule.report) == {[1, "scope", 0]} with input.masterData as [row]
	fixture.paths(rule.report) == {[1, "flows", 0, "to"]} with input.masterData as [object.remove(row, ["scope"])]
}

test_path_back_to_the_master if {
	row := local_changes({
		"scope": [ref(0, "contoso/eu")],
		"flows": [
			flow(0, "contoso/crm", "contoso/eu"),
			flow(1, "contoso/eu", "contoso/bus"),
			flow(2, "contoso/bus", "contoso/crm"),
		],
	})
	rule.report == set() with input.masterData as [row]
}

test_into_the_master if {
	every path in ["master", "remoteToMaster"] {
		row := envs.master({"changePath": path, "flows": [flow(0, "contoso/eu", "contoso/crm")]})
		fixture.paths(rule.report) == {[1, "flows", 0, "to"]} with input.masterData as [row]
	}
}

test_master_only if {
	row := envs.master({"changePath": "master", "flows": [flow(0, "contoso/crm", "contoso/eu")]})
	rule.report == set() with input.masterData as [row]
}

test_flows_unknown if {
	rule.report == set()
		with input.masterData as [local_changes({"unknown": {"flows": true}, "flows": []})]
}
