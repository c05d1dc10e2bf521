package tenantlint.rules["master-data"].unreached_test

import data.tenantlint.rules["master-data"].unreached as rule

flow(from, to) := {"at": [0, "flows", 0], "from": from, "to": to, "unknown": {}}

given(flows, unknown) := {"masterData": [{
	"at": [0], "name": "accounts", "master": "hub", "unknown": unknown, "flows": flows,
	"scope": [{"at": [0, "scope", 0], "key": "hub"}, {"at": [0, "scope", 1], "key": "us"}],
}]}

expected(label) := {{"message": "no path of flows leads from the master \"hub\" to \"us\"", "at": [0, "scope", 1], "label": label}}

test_no_flow if {
	rule.report == expected("in scope, but no flow comes here") with input as given([flow("hub", "eu")], {})
	rule.report == expected("in scope, but no flow comes here") with input as given([], {})
}

test_flow_from_where_the_master_does_not_reach if {
	rule.report == expected("in scope, but receives from \"eu\", which is not reached either") with input as given([flow("eu", "us")], {})
}

test_wrong_direction if {
	rule.report == expected("in scope, but no flow comes here") with input as given([flow("us", "hub")], {})
}

test_reached if {
	rule.report == set() with input as given([flow("hub", "us")], {})
	rule.report == set() with input as given([flow("eu", "us"), flow("hub", "eu"), flow("us", "eu")], {})
}

test_not_known if {
	rule.report == set() with input as given([], {"flows": true})
	rule.report == set() with input as given([{"at": [0, "flows", 0], "from": "hub", "unknown": {"to": true}}], {})
	rule.report == set() with input as {"masterData": [object.remove(given([], {"master": true}).masterData[0], ["master"])]}
}
