package tenantlint.rules.deployment["accelerator-deprecated_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["accelerator-deprecated"] as rule

test_accelerator if {
	findings := rule.report with input as fixture.topology({"engine": "almAccelerator"}, {})
	fixture.paths(findings) == {[0, "engine"]}
}

test_other_engine if {
	findings := rule.report with input as fixture.topology({"engine": "azureDevOps"}, {})
	findings == set()
}

test_not_declared if {
	findings := rule.report with input as fixture.topology({}, {})
	findings == set()
}
