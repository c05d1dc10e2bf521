package tenantlint.rules.deployment["stage-environments_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["stage-environments"] as rule

test_none if {
	findings := rule.report with input as fixture.topology(
		{
			"stages": [
				fixture.stage(0, "development", ["a/dev"]),
				{"at": [0, "stages", 1], "stage": "test", "unknown": {}},
			],
		},
		{},
	)
	fixture.paths(findings) == {[0, "stages", 1, "environments"]}
}

test_unknown if {
	findings := rule.report with input as fixture.topology(
		{"stages": [{"at": [0], "stage": "test", "unknown": {"environments": true}}]},
		{},
	)
	findings == set()
}

test_makers_replace_the_development_stage if {
	findings := rule.report with input as fixture.topology(
		{"makers": [fixture.maker(0, "kim", "a/dev")], "stages": [fixture.stage(0, "development", [])]},
		{},
	)
	findings == set()
}

test_makers_unknown if {
	findings := rule.report with input as fixture.topology(
		{"unknown": {"makers": true}, "stages": [fixture.stage(0, "development", [])]},
		{},
	)
	findings == set()
}

test_host if {
	findings := rule.report with input as fixture.topology({"stages": [fixture.stage(0, "host", [])]}, {})
	findings == set()
}

test_all if {
	findings := rule.report with input as fixture.topology({}, {})
	findings == set()
}
