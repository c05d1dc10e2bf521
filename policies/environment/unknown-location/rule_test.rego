package tenantlint.rules.environment["unknown-location_test"]

import data.tenantlint.lib.environment_test as envs
import data.tenantlint.lib.fixture_test as fixture
import data.tenantlint.rules.environment["unknown-location"] as rule

suggestions contains object.get(finding, "suggestion", "") if some finding in rule.report

test_suggestions if {
	every token, meant in {
		"germny": "germany", "gremany": "germany", "germanyy": "germany", "united-states": "unitedstates",
		"united_kingdom": "unitedkingdom", "uae": "unitedarabemirates", "brazil": "southamerica",
		"uk": "unitedkingdom", "usa": "unitedstates", "us": "unitedstates",
		"atlantis": "", "united": "", "x": "",
	} {
		suggestions == {meant} with input as envs.single({"location": token}, {})
	}
}

test_known if rule.report == set() with input as envs.single({"location": "china"}, {})

test_azure_region if rule.report == set() with input as envs.single({"location": "westeurope"}, {})

test_user_regions if {
	fixture.paths(rule.report) == {[0, "environments", 0, "userRegions", 1]}
		with input as envs.single({"userRegions": ["europe", "atlantis"]}, {})
}

test_tenant if {
	row := envs.tenant({"location": "atlantis", "allowedLocations": ["europe", "lemuria"]})
	fixture.paths(rule.report) == {[0, "location"], [0, "allowedLocations", 1]} with input.tenants as [row]
}

test_residency if {
	row := {"at": [3, "residency", 0], "unknown": {}, "allowedLocations": ["atlantis"]}
	fixture.paths(rule.report) == {[3, "residency", 0, "allowedLocations", 0]} with input.residency as [row]
}

test_not_allowed_either if {
	rule.report == set() with input as envs.single({"location": "atlantis"}, {"allowedLocations": ["europe"]})
}

test_typo_of_an_allowed_location if {
	count(rule.report) == 1 with input as envs.single({"location": "europ"}, {"allowedLocations": ["europe"]})
}

test_data_that_needs_a_location if {
	rule.report == set() with input as envs.single({"location": "atlantis", "data": [envs.patients]}, {})
}

test_typo_with_data_that_needs_a_location if {
	count(rule.report) == 1 with input as envs.single({"location": "europ", "data": [envs.patients]}, {})
}
