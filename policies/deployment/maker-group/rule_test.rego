package tenantlint.rules.deployment["maker-group_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["maker-group"] as rule

group(tenant) := object.union(
	fixture.topology(
		{"makerGroup": {"at": [0, "makerGroup"], "group": "g", "unknown": {}}},
		{},
	),
	{
		"index": {"groups": {"g": {"at": [1], "tenant": tenant, "unknown": {}}}},
	},
)

test_none if {
	findings := rule.report with input as fixture.topology({"engine": "githubActions"}, {})
	fixture.levels(findings) == {[[0, "makerGroup"], "note"]}
}

test_none_with_the_accelerator if {
	findings := rule.report with input as fixture.topology({"engine": "almAccelerator"}, {})
	fixture.levels(findings) == {[[0, "makerGroup"], "error"]}
}

test_pipelines_engine if {
	findings := rule.report with input as fixture.topology({"engine": "powerPlatformPipelines"}, {})
	findings == set()
}

test_unknown if {
	findings := rule.report with input as fixture.topology({"unknown": {"makerGroup": true}}, {})
	findings == set()
}

test_engine_unknown if {
	findings := rule.report with input as fixture.topology({"unknown": {"engine": true}}, {})
	findings == set()
}

test_of_another_tenant if {
	findings := rule.report with input as group("b")
	fixture.paths(findings) == {[0, "makerGroup", "group"]}
}

test_of_the_tenant if {
	findings := rule.report with input as group("a")
	findings == set()
}
