package tenantlint.rules.deployment.application_test

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment.application as rule

test_none if {
	findings := rule.report with input as fixture.topology({}, {})
	fixture.paths(findings) == {[0, "application"]}
}

test_declared if {
	findings := rule.report with input as fixture.topology({"application": {"at": [0, "application"], "unknown": {}}}, {})
	findings == set()
}

test_unknown if {
	findings := rule.report with input as fixture.topology({"unknown": {"application": true}}, {})
	findings == set()
}

test_engine_unknown if {
	findings := rule.report with input as fixture.topology({"unknown": {"engine": true}}, {})
	findings == set()
}

test_pipelines_engine if {
	findings := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines"}, {})
	findings == set()
}

test_demo if {
	findings := rule.report with input as fixture.topology({"scenario": "demo"}, {})
	findings == set()
}
