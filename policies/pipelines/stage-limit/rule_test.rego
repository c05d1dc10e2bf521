package tenantlint.rules.pipelines["stage-limit_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.pipelines["stage-limit"] as rule

stages(n) := array.concat(
	[fixture.stage(0, "development", ["a/dev"])],
	[fixture.stage(i, "test", ["a/test"]) | some i in numbers.range(1, n)],
)

test_eight if {
	findings := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines", "stages": stages(8)}, {})
	fixture.paths(findings) == {[0, "stages", 8, "stage"]}
}

test_seven if {
	findings := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines", "stages": stages(7)}, {})
	findings == set()
}

test_other_engine if {
	findings := rule.report with input as fixture.topology({"stages": stages(8)}, {})
	findings == set()
}
