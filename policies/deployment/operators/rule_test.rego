package tenantlint.rules.deployment.operators_test

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment.operators as rule

test_none if {
	found := rule.report with input as fixture.topology({}, {})
	fixture.paths(found) == {[0, "operators"]}
}

test_given if {
	found := rule.report with input as fixture.topology({"operators": {"at": [0], "name": "run"}}, {})
	found == set()
}

test_unknown if {
	found := rule.report with input as fixture.topology({"unknown": {"operators": true}}, {})
	found == set()
}

test_demo if {
	found := rule.report with input as fixture.topology({"scenario": "demo"}, {})
	found == set()
}
