# METADATA
# title: Environment declared in two tenants
# description: >-
#   A tenant can have many environments, but each of them belongs to exactly one. One environment id,
#   Dataverse organization or host under two tenants means that the same environment is written down twice or
#   that an id was copied.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-environment-deployment
#     description: About multiple online environments or tenants, A multi-environment deployment
# custom:
#   level: error
#   help: declare the environment in the tenant that owns it, and refer to it as tenant/environment elsewhere
#   since: 0.1.0
#   tags: [environment, identity]
#   precision: very-high
package tenantlint.rules.environment["single-tenant"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.duplicates.environmentIds
	not startswith(shared.key, "default-")
	finding := conflict("environment id", shared, lib.locations(shared.rows, "id", "declared"))
}

report contains finding if {
	some shared in input.duplicates.organizationIds
	lib.values_differ(shared.rows, ["id"])
	locations := lib.locations([row.dataverse | some row in shared.rows], "organizationId", "declared")
	finding := conflict("Dataverse organization", shared, locations)
}

report contains finding if {
	some shared in input.duplicates.hosts
	lib.values_differ(shared.rows, ["id"])
	lib.values_differ(shared.rows, ["dataverse", "organizationId"])
	locations := lib.locations([row.dataverse | some row in shared.rows], "url", "declared")
	finding := conflict("Dataverse host", shared, locations)
}

conflict(what, shared, locations) := finding if {
	owners := lib.tenants(shared.rows)
	count(owners) > 1
	finding := {
		"message": "{what} \"{key}\" is in {count} tenants: \"{tenants}\"",
		"params": {"what": what, "key": shared.key, "count": lib.number(count(owners)), "tenants": owners},
		"locations": locations,
	}
}
