package tenantlint.rules.residency.flow_test

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.residency.flow as rule

row(key, fields) := object.union({"at": [0, key], "unknown": {}, "key": key, "tenant": "contoso"}, fields)

hop(n, from, to) := {"at": [1, "flows", n, "to"], "from": from, "to": to, "by": "master data", "of": "clients"}

carried(path) := {
	"at": path[count(path) - 1].at, "unknown": {}, "class": "health", "subjects": "EU", "name": "patients",
	"origin": path[0].from, "originAt": [0, "a"], "environment": path[count(path) - 1].to, "path": path,
}

topology(path, places) := {
	"dataFlows": [carried(path)],
	"index": {
		"residency": [], "tenants": {"contoso": envs.tenant({})},
		"environments": {key: row(key, fields) | some key, fields in places},
	},
}

hops := [hop(0, "a", "b"), hop(1, "b", "c")]

test_leaves_the_region if {
	fixture.paths(rule.report) == {[1, "flows", 1, "to"]}
		with input as topology(hops, {"a": {"location": "germany"}, "b": {"location": "france"}, "c": {"location": "japan"}})
}

test_after_another_outside if {
	fixture.paths(rule.report) == {[1, "flows", 1, "to"]}
		with input as topology(hops, {
			"a": {"location": "germany"},
			"b": {"location": "unitedstates"},
			"c": {"location": "japan"},
		})
}

test_resolved_from_azure_region if {
	fixture.paths(rule.report) == {[1, "flows", 1, "to"]}
		with input as topology(hops, {"a": {}, "c": {"azureRegion": "eastus"}})
}

test_stays if {
	rule.report == set() with input as topology(hops, {"a": {"location": "germany"}, "c": {"location": "sweden"}})
}

test_target_unknown if {
	rule.report == set() with input as topology(hops, {"a": {"location": "germany"}})
	rule.report == set() with input as topology(hops, {"a": {"location": "germany"}, "c": {"location": "atlantis"}})
}

test_carriers if {
	copy := object.remove(object.union(hop(0, "a", "b"), {"by": "copy"}), ["of"])
	{finding.label | some finding in rule.report} == {"copy"}
		with input as topology([copy], {"a": {}, "b": {"location": "japan"}})
	{finding.label | some finding in rule.report} == {"master data \"{of}\""}
		with input as topology([hop(0, "a", "b")], {"a": {}, "b": {"location": "japan"}})
}
