package tenantlint.rules["master-data"].unreached_test

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.rules["master-data"].unreached as rule

flow(n, from, to) := {"at": [1, "flows", n], "unknown": {}, "from": from, "to": to}

ref(n, key) := {"at": [1, "scope", n], "key": key}

synchronized(flows) := [envs.master({"scope": [ref(0, "contoso/eu")], "flows": flows})]

labels contains finding.label if some finding in rule.report

test_no_flow if {
	labels == {"in scope, but no flow comes here"}
		with input.masterData as synchronized([])
}

test_source_is_not_reached if {
	labels == {"in scope, but receives from \"{from}\", not reached either"}
		with input.masterData as synchronized([flow(0, "contoso/us", "contoso/eu")])
}

test_reachable if {
	labels == set()
		with input.masterData as synchronized([flow(0, "contoso/crm", "contoso/us"), flow(1, "contoso/us", "contoso/eu")])
}

test_master_in_scope if {
	rule.report == set()
		with input.masterData as [envs.master({"scope": [ref(0, "contoso/crm")]})]
}

test_flows_unknown if {
	rule.report == set()
		with input.masterData as [envs.master({"scope": [ref(0, "contoso/eu")], "unknown": {"flows": true}})]
}
