package tenantlint.rules.environment["unknown-location_test"]

import data.tenantlint.rules.environment["unknown-location"] as rule

environment(location) := {"at": [0, "environments", 0], "unknown": {}, "location": location}

found(message, at) := {{"message": message, "at": at}}

suggested(message, at, meant) := {{"message": message, "at": at, "suggestion": meant}}

not_listed(token, meant) if {
	rule.report == suggested(
		sprintf("location %q is not in the table of locations", [token]),
		[0, "environments", 0, "location"],
		meant,
	) with input.environments as [environment(token)]
}

test_suggestions if {
	every token, meant in {
		"germny": "germany",
		"gremany": "germany",
		"germanyy": "germany",
		"united-states": "unitedstates",
		"united_kingdom": "unitedkingdom",
		"uae": "unitedarabemirates",
		"brazil": "southamerica",
		"westus2": "unitedstates",
		"uk": "unitedkingdom",
	} {
		not_listed(token, meant)
	}
}

test_nothing_near if {
	every token in ["atlantis", "united", "x"] {
		rule.report == found(sprintf("location %q is not in the table of locations", [token]), [0, "environments", 0, "location"]) with input.environments as [environment(token)]
	}
}

region(name, meant, holders, repair) := {object.union(repair, {
	"message": sprintf("%q is an Azure region, not a location", [name]),
	"at": [0, "environments", 0, "location"],
	"suggestion": meant,
	"notes": [sprintf("the region is part of location %s", [holders])],
	"level": "error",
	"help": "name the location here, and the region as azureRegion of the environment",
})}

at := [0, "environments", 0, "location"]

test_azure_region if {
	repair := {"fix": {"at": at, "value": "europe", "beside": {"azureRegion": "westeurope"}}}
	rule.report == region("westeurope", "europe", "\"europe\"", repair) with input.environments as [environment("westeurope")]
}

test_azure_region_written_twice if {
	row := object.union(environment("westeurope"), {"azureRegion": "westeurope"})
	rule.report == region("westeurope", "europe", "\"europe\"", {"fix": {"at": at, "value": "europe"}}) with input.environments as [row]
}

test_azure_region_beside_another if {
	row := object.union(environment("westeurope"), {"azureRegion": "northeurope"})
	rule.report == region("westeurope", "europe", "\"europe\"", {}) with input.environments as [row]
}

test_azure_region_not_known if {
	row := object.union(environment("westeurope"), {"unknown": {"azureRegion": true}})
	rule.report == region("westeurope", "europe", "\"europe\"", {}) with input.environments as [row]
}

test_azure_region_of_two_locations if {
	holders := "\"unitedstates\", \"unitedstatesfirstrelease\""
	rule.report == region("eastus", "unitedstates", holders, {}) with input.environments as [environment("eastus")]
}

test_listed if {
	every token, _ in data.facts.locations.tokens {
		rule.report == set() with input.environments as [environment(token)]
	}
}

test_user_regions if {
	row := {"at": [0, "environments", 0], "unknown": {}, "userRegions": ["europe", "atlantis"]}
	rule.report == found("location \"atlantis\" is not in the table of locations", [0, "environments", 0, "userRegions", 1]) with input.environments as [row]
}

test_tenant if {
	row := {"at": [0], "unknown": {}, "location": "atlantis", "allowedLocations": ["europe", "lemuria"]}
	rule.report == found("location \"atlantis\" is not in the table of locations", [0, "location"]) | found(
		"location \"lemuria\" is not in the table of locations",
		[0, "allowedLocations", 1],
	) with input.tenants as [row]
}

test_residency if {
	row := {"at": [0, "residency", 0], "unknown": {}, "allowedLocations": ["atlantis"]}
	rule.report == found("location \"atlantis\" is not in the table of locations", [0, "residency", 0, "allowedLocations", 0]) with input.residency as [row]
}

test_no_location if rule.report == set() with input.environments as [{"at": [0], "unknown": {"location": true}}]
