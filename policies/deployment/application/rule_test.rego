package tenantlint.rules.deployment.application_test

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment.application as rule

test_none if {
	found := rule.report with input as fixture.topology({}, {})
	fixture.paths(found) == {[0, "application"]}
}

test_given if {
	found := rule.report with input as fixture.topology({"application": {"at": [0, "application"], "unknown": {}}}, {})
	found == set()
}

test_unknown if {
	found := rule.report with input as fixture.topology({"unknown": {"application": true}}, {})
	found == set()
}

test_engine_unknown if {
	found := rule.report with input as fixture.topology({"unknown": {"engine": true}}, {})
	found == set()
}

test_native if {
	found := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines"}, {})
	found == set()
}

test_demo if {
	found := rule.report with input as fixture.topology({"scenario": "demo"}, {})
	found == set()
}
