# METADATA
# title: The Azure region of an environment is one of its location
# description: >-
#   A location is made up of a few Azure regions, and an environment is created in one of them. A region
#   that belongs to another location cannot be had; one that the table does not know is a warning, since
#   the list grows. Where no regions are known for a location, nothing is said.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/regions-overview#what-regions-are-available
#     description: Regions overview, What regions are available?
# custom:
#   level: error
#   help: name a region of the location, or leave azureRegion out
#   since: 0.1.0
#   tags: [environment, location]
#   precision: high
package tenantlint.rules.environment["azure-region"]

import data.tenantlint.lib

tokens := data.facts.locations.tokens

report contains finding if {
	some environment in input.environments
	regions := tokens[environment.location].azureRegions
	not environment.azureRegion in regions
	count(regions) > 0
	owners := [token | some token, location in tokens; environment.azureRegion in location.azureRegions]
	finding := {
		"message": sprintf("Azure region %q of environment %q is not in location %q", [environment.azureRegion, environment.key, environment.location]),
		"at": lib.place(environment, "azureRegion"),
		"label": belonging(owners),
		"level": level(owners),
		"related": [{"at": lib.place(environment, "location"), "message": sprintf("location %q has %s", [environment.location, lib.quoted(regions)])}],
	}
}

belonging(owners) := sprintf("a region of %s", [lib.quoted(owners)]) if count(owners) > 0

belonging(owners) := "a region of no location in the table" if count(owners) == 0

level(owners) := "error" if count(owners) > 0

level(owners) := "warning" if count(owners) == 0
