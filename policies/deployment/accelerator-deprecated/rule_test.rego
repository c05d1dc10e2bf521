package tenantlint.rules.deployment["accelerator-deprecated_test"]

import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.deployment["accelerator-deprecated"] as rule

test_accelerator if {
	found := rule.report with input as fixture.topology({"engine": "almAccelerator"}, {})
	fixture.paths(found) == {[0, "engine"]}
}

test_other_engine if {
	found := rule.report with input as fixture.topology({"engine": "azureDevOps"}, {})
	found == set()
}

test_not_given if {
	found := rule.report with input as fixture.topology({}, {})
	found == set()
}
