package tenantlint.rules.pipelines["host-as-stage_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.pipelines["host-as-stage"] as rule

test_target if {
	findings := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines", "host": "a/prod"}, {})
	fixture.paths(findings) == {[0, "host"]}
}

test_source if {
	findings := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines", "host": "a/dev"}, {})
	fixture.params(findings) == {{"host": "a/dev"}}
}

test_separate if {
	findings := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines", "host": "a/host"}, {})
	findings == set()
}

test_no_host if {
	findings := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines"}, {})
	findings == set()
}

test_other_engine if {
	findings := rule.report with input as fixture.topology({"host": "a/prod"}, {})
	findings == set()
}
