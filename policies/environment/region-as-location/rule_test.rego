package tenantlint.rules.environment["region-as-location_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["region-as-location"] as rule

fixes(fields) := result if result := {object.get(finding, "fix", {}) | some finding in rule.report}
	with input as envs.one(fields, {})

at := [0, "environments", 0, "location"]

test_of_one_location if {
	fixes({"location": "westeurope"}) == {{"at": at, "value": "europe", "beside": {"azureRegion": "westeurope"}}}
}

test_region_is_there_already if {
	fixes({"location": "westeurope", "azureRegion": "westeurope"}) == {{"at": at, "value": "europe"}}
}

test_no_repair if {
	fixes({"location": "eastus"}) == {{}}
	fixes({"location": "westeurope", "azureRegion": "northeurope"}) == {{}}
	fixes({"location": "westeurope", "unknown": {"azureRegion": true}}) == {{}}
}

test_elsewhere if {
	row := envs.tenant({"location": "eastus", "allowedLocations": ["westeurope"]})
	fixture.places(rule.report) == {[0, "location"], [0, "allowedLocations", 0]} with input.tenants as [row]
	fixture.places(rule.report) == {[0, "environments", 0, "userRegions", 0]}
		with input as envs.one({"userRegions": ["eastus"]}, {})
	entry := {"at": [3, "residency", 0], "unknown": {}, "allowedLocations": ["eastus"]}
	fixture.places(rule.report) == {[3, "residency", 0, "allowedLocations", 0]} with input.residency as [entry]
}

test_locations if {
	rule.report == set()
		with input as envs.one({"location": "europe", "userRegions": ["atlantis"]}, {})
}
