# METADATA
# title: An environment stands where its tenant allows environments
# description: >-
#   Whoever creates an environment may choose another geography than that of the tenant, out of those
#   that are allowed. A tenant that lists allowedLocations has decided which these are.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-environment-deployment
#     description: About multiple online environments or tenants, About single tenant with multiple environments
# custom:
#   level: error
#   help: create the environment in an allowed location, or add its location to allowedLocations
#   since: 0.1.0
#   tags: [environment, location]
#   precision: very-high
package tenantlint.rules.environment["location-allowed"]

import data.tenantlint.lib

tokens := data.facts.locations.tokens

report contains finding if {
	some environment in input.environments
	tenant := input.index.tenants[environment.tenant]
	allowed := tenant.allowedLocations
	count(allowed) > 0
	every token in array.concat([environment.location], allowed) {
		tokens[token]
	}
	not environment.location in allowed
	finding := {
		"message": sprintf("environment %q stands in %q, where tenant %q allows none", [environment.key, environment.location, tenant.name]),
		"at": lib.place(environment, "location"),
		"label": "not an allowed location",
		"related": [{"at": lib.place(tenant, "allowedLocations"), "message": sprintf("tenant %q allows %s", [tenant.name, lib.quoted(allowed)])}],
	}
}
