package tenantlint.rules.deployment["accelerator-devops_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["accelerator-devops"] as rule

test_none if {
	findings := rule.report with input as fixture.topology({"engine": "almAccelerator"}, {})
	fixture.paths(findings) == {[0, "devOps"]}
}

test_declared if {
	findings := rule.report with input as fixture.topology(
		{
			"engine": "almAccelerator",
			"devOps": [{"at": [0, "devOps", 0], "organization": "x", "tenant": "a", "unknown": {}}],
		},
		{},
	)
	findings == set()
}

test_unknown if {
	findings := rule.report with input as fixture.topology({"engine": "almAccelerator", "unknown": {"devOps": true}}, {})
	findings == set()
}

test_other_engine if {
	findings := rule.report with input as fixture.topology({"engine": "githubActions"}, {})
	findings == set()
}
