# METADATA
# title: Environment away from the geography of its tenant
# description: >-
#   Environments are created in the geography in which the tenant was signed up unless another one is chosen.
#   Another choice is fine; a written reason distinguishes it from an accident, because the location cannot be
#   changed afterwards. The location of a Default or Teams environment cannot be chosen. A location that the
#   tenant does not allow is a finding of environment/location-allowed.
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
import data.tenantlint.lib.location

report contains finding if {
	some environment in input.environments
	tenant := input.index.tenants[environment.tenant]
	location.tokens[tenant.location]
	object.get(environment, "location", "") != tenant.location
	not environment.locationReason
	not environment.unknown.locationReason
	location.is_chosen(environment)
	resolved := location.resolve(environment)
	not tenant.location in resolved.tokens
	not is_forbidden(resolved, tenant)
	finding := {
		"message": sprintf(
			"environment \"{environment}\" is in %s, away from \"{home}\", the location of tenant \"{tenant}\"",
			[location.describe(resolved)],
		),
		"params": object.union(location.params(resolved), {
			"environment": environment.key,
			"home": tenant.location,
			"tenant": tenant.name,
		}),
		"at": resolved.at,
		"label": "no reason given",
		"related": [{
			"at": lib.path(tenant, "location"),
			"message": "tenant \"{tenant}\" was signed up in \"{home}\"",
		}],
	}
}

is_forbidden(resolved, tenant) if {
	count(tenant.allowedLocations) > 0
	count(resolved.tokens & {token | some token in tenant.allowedLocations}) == 0
}
