package tenantlint.rules.environment["azure-region_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["azure-region"] as rule

test_of_another_location if {
	fixture.levels(rule.report) == {[[0, "environments", 0, "azureRegion"], "error"]}
		with input as envs.single({"location": "europe", "azureRegion": "eastus"}, {})
}

test_not_in_the_table if {
	fixture.levels(rule.report) == {[[0, "environments", 0, "azureRegion"], "warning"]}
		with input as envs.single({"location": "europe", "azureRegion": "atlantisnorth"}, {})
}

test_by_host if {
	fixture.levels(rule.report) == {[[0, "environments", 0, "azureRegion"], "error"]}
		with input as envs.single(object.union({"azureRegion": "eastus"}, envs.dataverse({"url": "c.crm4.dynamics.com"})), {})
}

test_inside if {
	rule.report == set()
		with input as envs.single({"location": "southafrica", "azureRegion": "southafricawest"}, {})
}

test_regions_unknown if {
	rule.report == set()
		with input as envs.single({"location": "atlantis", "azureRegion": "eastus"}, {})
}

test_no_region if rule.report == set() with input as envs.single({"location": "europe"}, {})
