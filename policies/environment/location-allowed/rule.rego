# METADATA
# title: Environment outside the locations that its tenant allows
# description: >-
#   The creator of an environment may choose another geography than that of the tenant, out of those that are
#   allowed. A tenant with allowedLocations has decided which these are, so that an unknown location is not
#   among them either. The location of a Default or Teams environment cannot be chosen. A misspelled allowed
#   location is a finding of environment/unknown-location.
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
import data.tenantlint.lib.location

report contains finding if {
	some environment in input.environments
	tenant := input.index.tenants[environment.tenant]
	count(tenant.allowedLocations) > 0
	not object.get(environment, "location", "") in tenant.allowedLocations
	not tenant.unknown.allowedLocations
	location.is_chosen(environment)
	allowed := {token | some token in tenant.allowedLocations}
	resolved := resolve(environment)
	count(resolved.tokens & allowed) == 0
	not is_misspelled(resolved.tokens, allowed)
	finding := {
		"message": "environment \"{environment}\" is in \"{location}\", which tenant \"{tenant}\" does not allow",
		"params": {
			"environment": environment.key,
			"location": resolved.tokens,
			"tenant": tenant.name,
			"allowed": tenant.allowedLocations,
		},
		"at": resolved.at,
		"label": "not an allowed location",
		"related": [{
			"at": lib.path(tenant, "allowedLocations"),
			"message": "tenant \"{tenant}\" allows \"{allowed}\"",
		}],
	}
}

# resolve returns where an environment is, or its declared location if the table does not contain it.
resolve(environment) := location.resolve(environment)

resolve(environment) := {"tokens": {environment.location}, "at": lib.path(environment, "location")} if {
	not location.resolve(environment)
}

# is_misspelled is true if the tenant allows a misspelled name of the environment's location.
is_misspelled(tokens, allowed) if {
	some token in allowed
	count(location.similar(token) & tokens) > 0
}
