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
	finding := object.union(problem(environment.location, at), exact_fix(environment, at))
}

report contains finding if {
	some environment in input.environments
	some i, token in environment.userRegions
	not location.tokens[token]
	finding := problem(token, array.concat(environment.at, ["userRegions", i]))
}

report contains finding if {
	some tenant in input.tenants
	finding := problem(tenant.location, lib.path(tenant, "location"))
}

report contains finding if {
	some tenant in input.tenants
	some i, token in tenant.allowedLocations
	finding := problem(token, array.concat(tenant.at, ["allowedLocations", i]))
}

report contains finding if {
	some requirement in input.residency
	some i, token in requirement.allowedLocations
	finding := problem(token, array.concat(requirement.at, ["allowedLocations", i]))
}

problem(token, at) := {
	"message": "\"{region}\" is an Azure region, not a location",
	"params": {"region": token, "locations": matches},
	"at": at,
	"suggestion": min(matches),
	"notes": ["the region is part of location \"{locations}\""],
} if {
	not location.tokens[token]
	matches := location.by_azure_region[token]
}

# exact_fix returns a fix if only one location contains the region, and the region is kept in azureRegion.
default exact_fix(_, _) := {}

exact_fix(environment, at) := {"fix": {"at": at, "value": match}} if {
	count(location.by_azure_region[environment.location]) == 1
	environment.azureRegion == environment.location
	some match in location.by_azure_region[environment.location]
}

exact_fix(environment, at) := {"fix": {"at": at, "value": match, "insert": {"azureRegion": environment.location}}} if {
	count(location.by_azure_region[environment.location]) == 1
	not environment.azureRegion
	not environment.unknown.azureRegion
	some match in location.by_azure_region[environment.location]
}
