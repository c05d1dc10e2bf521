# METADATA
# title: Azure region used as a location
# description: >-
#   A location consists of several Azure regions, and the platform requires the location. The region can be
#   given as azureRegion of the environment. The fix keeps it there if the region belongs to a single location.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/regions-overview#what-regions-are-available
#     description: Regions overview, What regions are available? (2020-10-26)
# custom:
#   level: error
#   help: name the location here, and the region as azureRegion of the environment
#   since: 0.1.0
#   aliases: [environment/unknown-location]
#   tags: [environment, location]
#   precision: very-high
package tenantlint.rules.environment["region-as-location"]

import data.tenantlint.lib
import data.tenantlint.lib.location

report contains finding if {
	some environment in input.environments
	not location.tokens[environment.location]
	location.by_azure_region[environment.location]
	at := lib.path(environment, "location")
	finding := object.union(region(environment.location, at), repair(environment, at))
}

report contains finding if {
	some environment in input.environments
	some i, token in environment.userRegions
	not location.tokens[token]
	finding := region(token, array.concat(environment.at, ["userRegions", i]))
}

report contains finding if {
	some tenant in input.tenants
	finding := region(tenant.location, lib.path(tenant, "location"))
}

report contains finding if {
	some tenant in input.tenants
	some i, token in tenant.allowedLocations
	finding := region(token, array.concat(tenant.at, ["allowedLocations", i]))
}

report contains finding if {
	some requirement in input.residency
	some i, token in requirement.allowedLocations
	finding := region(token, array.concat(requirement.at, ["allowedLocations", i]))
}

region(token, at) := {
	"message": "\"{region}\" is an Azure region, not a location",
	"params": {"region": token, "locations": holders},
	"at": at,
	"suggestion": min(holders),
	"notes": ["the region is part of location \"{locations}\""],
} if {
	not location.tokens[token]
	holders := location.by_azure_region[token]
}

# repair is exact where the region is part of one location alone, and is kept as the environment's region.
default repair(_, _) := {}

repair(environment, at) := {"fix": {"at": at, "value": meant}} if {
	count(location.by_azure_region[environment.location]) == 1
	environment.azureRegion == environment.location
	some meant in location.by_azure_region[environment.location]
}

repair(environment, at) := {"fix": {"at": at, "value": meant, "insert": {"azureRegion": environment.location}}} if {
	count(location.by_azure_region[environment.location]) == 1
	not environment.azureRegion
	not environment.unknown.azureRegion
	some meant in location.by_azure_region[environment.location]
}
