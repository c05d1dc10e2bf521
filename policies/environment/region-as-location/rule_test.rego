package tenantlint.rules.environment["region-as-location_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["region-as-location"] as rule

fixes contains object.get(finding, "fix", {}) if some finding in rule.report

at := [0, "environments", 0, "location"]

test_of_one_location if {
	fixes == {{"at": at, "value": "europe", "insert": {"azureRegion": "westeurope"}}}
		with input as envs.single({"location": "westeurope"}, {})
}

test_region_already_declared if {
	fixes == {{"at": at, "value": "europe"}}
		with input as envs.single({"location": "westeurope", "azureRegion": "westeurope"}, {})
}

test_no_repair if {
	fixes == {{}} with input as envs.single({"location": "eastus"}, {})
	fixes == {{}} with input as envs.single({"location": "westeurope", "azureRegion": "northeurope"}, {})
	fixes == {{}} with input as envs.single({"location": "westeurope", "unknown": {"azureRegion": true}}, {})
}

test_elsewhere if {
	row := envs.tenant({"location": "eastus", "allowedLocations": ["westeurope"]})
	fixture.paths(rule.report) == {[0, "location"], [0, "allowedLocations", 0]} with input.tenants as [row]
	fixture.paths(rule.report) == {[0, "environments", 0, "userRegions", 0]}
		with input as envs.single({"userRegions": ["eastus"]}, {})
	entry := {"at": [3, "residency", 0], "unknown": {}, "allowedLocations": ["eastus"]}
	fixture.paths(rule.report) == {[3, "residency", 0, "allowedLocations", 0]} with input.residency as [entry]
}

test_locations if {
	rule.report == set()
		with input as envs.single({"location": "europe", "userRegions": ["atlantis"]}, {})
}
