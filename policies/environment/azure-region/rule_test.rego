package tenantlint.rules.environment["azure-region_test"]

import data.tenantlint.rules.environment["azure-region"] as rule

environment(location, region) := {"at": [0, "environments", 0], "unknown": {}, "key": "contoso/orders", "location": location, "azureRegion": region}

found(region, label, level) := {{
	"message": sprintf("Azure region %q of environment \"contoso/orders\" is not in location \"europe\"", [region]),
	"at": [0, "environments", 0, "azureRegion"],
	"label": label,
	"level": level,
	"related": [{"at": [0, "environments", 0, "location"], "message": "location \"europe\" has \"westeurope\", \"northeurope\""}],
}}

test_of_another_location if {
	rule.report == found("eastasia", "a region of \"asia\"", "error") with input.environments as [environment("europe", "eastasia")]
}

test_of_no_location if {
	rule.report == found("westeurop", "a region of no location in the table", "warning") with input.environments as [environment("europe", "westeurop")]
}

test_inside if rule.report == set() with input.environments as [environment("europe", "northeurope")]

test_inside_the_preview if rule.report == set() with input.environments as [environment("unitedstatesfirstrelease", "eastus")]

test_regions_of_the_location_not_known if rule.report == set() with input.environments as [environment("singapore", "southeastasia")]

test_location_not_in_the_table if rule.report == set() with input.environments as [environment("atlantis", "eastus")]

test_no_region if rule.report == set() with input.environments as [object.remove(environment("europe", "x"), ["azureRegion"])]

test_no_location if rule.report == set() with input.environments as [object.remove(environment("x", "eastus"), ["location"])]
