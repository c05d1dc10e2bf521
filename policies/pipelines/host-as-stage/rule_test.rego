package tenantlint.rules.pipelines["host-as-stage_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.pipelines["host-as-stage"] as rule

test_target if {
	found := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines", "host": "a/prod"}, {})
	fixture.paths(found) == {[0, "host"]}
}

test_source if {
	found := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines", "host": "a/dev"}, {})
	fixture.params(found) == {{"host": "a/dev"}}
}

test_apart if {
	found := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines", "host": "a/host"}, {})
	found == set()
}

test_none if {
	found := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines"}, {})
	found == set()
}

test_other_engine if {
	found := rule.report with input as fixture.topology({"host": "a/prod"}, {})
	found == set()
}
