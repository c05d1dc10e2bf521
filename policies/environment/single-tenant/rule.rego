# METADATA
# title: An environment belongs to one tenant
# description: >-
#   A tenant can have many environments, but each of them stands in exactly one. One environment id,
#   Dataverse organization or host under two tenants means that the same environment is written down
#   twice or that an id was copied; the id of a Default environment even holds the id of its tenant.
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
	some shared in input.shared.environmentIds
	not astray(shared.rows)
	finding := conflict("environment id", shared, lib.sites(shared.rows, "id", "declared"))
}

report contains finding if {
	some shared in input.shared.organizationIds
	lib.apart(shared.rows, ["id"])
	sites := lib.sites([row.dataverse | some row in shared.rows], "organizationId", "declared")
	finding := conflict("Dataverse organization", shared, sites)
}

report contains finding if {
	some shared in input.shared.hosts
	lib.apart(shared.rows, ["id"])
	lib.apart(shared.rows, ["dataverse", "organizationId"])
	finding := conflict("Dataverse host", shared, lib.sites([row.dataverse | some row in shared.rows], "url", "declared"))
}

report contains finding if {
	some environment in input.environments
	strange(environment)
	owner := input.index.tenants[environment.tenant]
	finding := {
		"message": sprintf("environment %q is the Default environment of tenant id %q, not of tenant %q", [environment.key, embedded(environment), owner.name]),
		"at": lib.place(environment, "id"),
		"label": "holds the id of another tenant",
		"related": [{"at": lib.place(owner, "id"), "message": sprintf("tenant %q has id %q", [owner.name, owner.id])}],
		"help": "correct the id, or declare the environment in the tenant whose id it holds",
	}
}

conflict(what, shared, sites) := finding if {
	owners := lib.tenants(shared.rows)
	count(owners) > 1
	finding := {
		"message": sprintf("%s %q is in %s tenants: %s", [what, shared.key, lib.number(count(owners)), lib.quoted(owners)]),
		"sites": sites,
	}
}

astray(rows) if {
	some row in rows
	strange(row)
}

# strange holds for a Default environment whose id was made of another tenant's id.
strange(environment) if embedded(environment) != input.index.tenants[environment.tenant].id

# embedded is the tenant id in the id of a Default environment.
embedded(environment) := substring(environment.id, 8, -1) if startswith(environment.id, "default-")
