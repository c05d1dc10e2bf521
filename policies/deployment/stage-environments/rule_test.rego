package tenantlint.rules.deployment["stage-environments_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["stage-environments"] as rule

test_none if {
	found := rule.report with input as fixture.topology(
		{
			"stages": [
				fixture.stage(0, "development", ["a/dev"]),
				{"at": [0, "stages", 1], "stage": "test", "unknown": {}},
			],
		},
		{},
	)
	fixture.paths(found) == {[0, "stages", 1, "environments"]}
}

test_unknown if {
	found := rule.report with input as fixture.topology(
		{"stages": [{"at": [0], "stage": "test", "unknown": {"environments": true}}]},
		{},
	)
	found == set()
}

test_makers_develop if {
	found := rule.report with input as fixture.topology(
		{"makers": [fixture.maker(0, "kim", "a/dev")], "stages": [fixture.stage(0, "development", [])]},
		{},
	)
	found == set()
}

test_makers_unknown if {
	found := rule.report with input as fixture.topology(
		{"unknown": {"makers": true}, "stages": [fixture.stage(0, "development", [])]},
		{},
	)
	found == set()
}

test_host if {
	found := rule.report with input as fixture.topology({"stages": [fixture.stage(0, "host", [])]}, {})
	found == set()
}

test_all if {
	found := rule.report with input as fixture.topology({}, {})
	found == set()
}
