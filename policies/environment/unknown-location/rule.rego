# METADATA
# title: Unknown location
# description: >-
#   Locations have names of their own: not those of countries, and not those of Azure regions. The list grows
#   and differs from tenant to tenant, so a name that is not in the table is a warning only, and the table
#   can be extended by configuration. Where the tenant does not allow the location, or the data in the
#   environment needs a known one, environment/location-allowed or residency/undeclared-location says so
#   instead.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/regions-overview#what-regions-are-available
#     description: Regions overview, What regions are available? (2020-10-26)
# custom:
#   level: warning
#   help: use the name of the location in Power Platform's list of locations
#   since: 0.1.0
#   tags: [environment, location]
#   precision: high
package tenantlint.rules.environment["unknown-location"]

import data.tenantlint.lib
import data.tenantlint.lib.location
import data.tenantlint.lib.residency

report contains finding if {
	some environment in input.environments
	environment.location
	not location.tokens[environment.location]
	not reported_elsewhere(environment)
	finding := unlisted(environment.location, environment.location, lib.path(environment, "location"))
}

report contains finding if {
	some environment in input.environments
	some i, token in environment.userRegions
	not location.tokens[token]
	finding := unlisted(token, token, array.concat(environment.at, ["userRegions", i]))
}

report contains finding if {
	some tenant in input.tenants
	finding := unlisted(tenant.location, tenant.location, lib.path(tenant, "location"))
}

report contains finding if {
	some tenant in input.tenants
	some i, token in tenant.allowedLocations
	finding := unlisted(token, token, array.concat(tenant.at, ["allowedLocations", i]))
}

report contains finding if {
	some requirement in input.residency
	some i, token in requirement.allowedLocations
	finding := unlisted(token, token, array.concat(requirement.at, ["allowedLocations", i]))
}

unlisted(token, written, at) := object.union(
	{
		"message": "location \"{location}\" is not in the table of locations",
		"params": {"location": written},
		"at": at,
	},
	{"suggestion": name | name := location.suggest(token); name != ""},
) if {
	not location.tokens[token]
	not location.by_azure_region[token]
}

# reported_elsewhere is true if another rule reports the value.
reported_elsewhere(environment) if {
	not location.resolve(environment)
	count(residency.data_sets(environment)) > 0
}

reported_elsewhere(environment) if {
	location.is_chosen(environment)
	tenant := input.index.tenants[environment.tenant]
	count(tenant.allowedLocations) > 0
	not tenant.unknown.allowedLocations
	allowed := {token | some token in tenant.allowedLocations}
	not environment.location in allowed
	count(location.similar(environment.location) & allowed) == 0
}
