package tenantlint.rules.deployment["accelerator-devops_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["accelerator-devops"] as rule

test_none if {
	found := rule.report with input as fixture.topology({"engine": "almAccelerator"}, {})
	fixture.paths(found) == {[0, "devOps"]}
}

test_given if {
	found := rule.report with input as fixture.topology(
		{
			"engine": "almAccelerator",
			"devOps": [{"at": [0, "devOps", 0], "organization": "x", "tenant": "a", "unknown": {}}],
		},
		{},
	)
	found == set()
}

test_unknown if {
	found := rule.report with input as fixture.topology({"engine": "almAccelerator", "unknown": {"devOps": true}}, {})
	found == set()
}

test_other_engine if {
	found := rule.report with input as fixture.topology({"engine": "githubActions"}, {})
	found == set()
}
