package tenantlint.rules["master-data"].cycle_test

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules["master-data"].cycle as rule

flow(n, from, to) := {"at": [1, "flows", n], "unknown": {}, "from": from, "to": to}

cyclic_flows := [
	flow(0, "contoso/crm", "contoso/eu"),
	flow(1, "contoso/eu", "contoso/crm"),
	flow(2, "contoso/crm", "contoso/us"),
]

test_through_the_master if {
	{finding.params.environments | some finding in rule.report} == {{"contoso/crm", "contoso/eu"}}
		with input.masterData as [envs.master({"flows": cyclic_flows})]
}

test_change_path_declared if {
	rule.report == set() with input.masterData as [envs.master({"flows": cyclic_flows, "changePath": "localThenForward"})]
	rule.report == set() with input.masterData as [envs.master({"flows": cyclic_flows, "unknown": {"changePath": true}})]
}

test_forward_only if {
	rule.report == set() with input.masterData as [envs.master({"flows": [cyclic_flows[0], cyclic_flows[2]]})]
}

circle(flows) := {"at": flows[0].at, "unknown": {}, "masterData": "parties", "master": "contoso/crm", "flows": flows}

hop(n, from, to) := object.union(object.remove(flow(n, from, to), ["unknown"]), {"by": "master data", "of": "parties"})

test_master_not_in_cycle if {
	fixture.paths(rule.report) == {[1, "flows", 0]}
		with input.flowCycles as [circle([hop(0, "contoso/eu", "contoso/us"), hop(1, "contoso/us", "contoso/eu")])]
	rule.report == set()
		with input.flowCycles as [circle([hop(0, "contoso/crm", "contoso/us"), hop(1, "contoso/us", "contoso/crm")])]
}
