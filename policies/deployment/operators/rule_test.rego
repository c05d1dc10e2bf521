package tenantlint.rules.deployment.operators_test

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment.operators as rule

test_none if {
	findings := rule.report with input as fixture.topology({}, {})
	fixture.paths(findings) == {[0, "operators"]}
}

test_declared if {
	findings := rule.report with input as fixture.topology({"operators": {"at": [0], "name": "run"}}, {})
	findings == set()
}

test_unknown if {
	findings := rule.report with input as fixture.topology({"unknown": {"operators": true}}, {})
	findings == set()
}

test_demo if {
	findings := rule.report with input as fixture.topology({"scenario": "demo"}, {})
	findings == set()
}
