# METADATA
# title: An environment away from its tenant's geography says why
# description: >-
#   Environments are created in the geography in which the tenant was signed up unless somebody chooses
#   another. Choosing is fine; a written reason tells a choice from an accident, and the location cannot
#   be changed afterwards. A location that the tenant does not allow is left to
#   environment/location-allowed.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-environment-deployment
#     description: About multiple online environments or tenants, About single tenant with multiple environments
# custom:
#   level: note
#   help: give the reason as locationReason
#   since: 0.1.0
#   tags: [environment, location]
#   precision: high
package tenantlint.rules.environment["away-from-home"]

import data.tenantlint.lib

tokens := data.facts.locations.tokens

report contains finding if {
	some environment in input.environments
	tenant := input.index.tenants[environment.tenant]
	environment.location != tenant.location
	tokens[environment.location]
	tokens[tenant.location]
	not environment.locationReason
	not environment.unknown.locationReason
	not forbidden(environment.location, tenant)
	finding := {
		"message": sprintf("environment %q stands in %q, away from %q, the location of tenant %q", [environment.key, environment.location, tenant.location, tenant.name]),
		"at": lib.place(environment, "location"),
		"label": "no reason given",
		"related": [{"at": lib.place(tenant, "location"), "message": sprintf("tenant %q was signed up in %q", [tenant.name, tenant.location])}],
	}
}

forbidden(location, tenant) if {
	count(tenant.allowedLocations) > 0
	not location in tenant.allowedLocations
}
