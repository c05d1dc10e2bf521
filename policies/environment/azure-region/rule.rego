# METADATA
# title: Azure region outside the location of the environment
# description: >-
#   A location is made up of a few Azure regions, and an environment is created in one of them. A region that
#   belongs to another location cannot be had; one that the table does not know is a warning, since the list
#   grows. Where no regions are known for a location, nothing is said.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/regions-overview#what-regions-are-available
#     description: Regions overview, What regions are available? (2020-10-26)
# custom:
#   level: error
#   help: name a region of the location, or leave azureRegion out
#   since: 0.1.0
#   tags: [environment, location]
#   precision: high
package tenantlint.rules.environment["azure-region"]

import data.tenantlint.lib
import data.tenantlint.lib.location

report contains finding if {
	some environment in input.environments
	not environment.azureRegion in object.get(
		location.tokens,
		[object.get(environment, "location", ""), "azureRegions"],
		[],
	)
	resolved := location.resolve(environment)
	resolved.by in {"location", "Dataverse host"}
	regions := {region | some token in resolved.tokens; some region in location.tokens[token].azureRegions}
	count(regions) > 0
	not environment.azureRegion in regions
	owners := object.get(location.by_azure_region, environment.azureRegion, set())
	finding := {
		"message": "Azure region \"{region}\" of environment \"{environment}\" is not in location \"{location}\"",
		"params": {
			"region": environment.azureRegion,
			"environment": environment.key,
			"location": resolved.tokens,
			"regions": regions,
			"owners": owners,
			"by": resolved.by,
			"value": resolved.value,
		},
		"at": lib.path(environment, "azureRegion"),
		"label": label(owners),
		"level": level(owners),
		"related": [{"at": resolved.at, "message": "{by} \"{value}\" has \"{regions}\""}],
	}
}

label(owners) := "a region of \"{owners}\"" if count(owners) > 0

label(owners) := "not a region of any known location" if count(owners) == 0

level(owners) := "error" if count(owners) > 0

level(owners) := "warning" if count(owners) == 0
