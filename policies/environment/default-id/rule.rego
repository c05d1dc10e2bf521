# METADATA
# title: Default environment with the id of another tenant
# description: >-
#   The id of a Default environment is made of the id of its tenant. Another tenant's id in it means that the
#   environment is declared in the wrong tenant, or that an id was copied.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/environments-overview#the-default-environment
#     description: Power Platform environments overview, The default environment (2022-05-12)
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-environment-deployment
#     description: About multiple online environments or tenants, A multi-environment deployment
# custom:
#   level: error
#   help: correct the id, or declare the environment in the tenant whose id it holds
#   since: 0.1.0
#   aliases: [environment/single-tenant]
#   tags: [environment, identity]
#   precision: very-high
package tenantlint.rules.environment["default-id"]

import data.tenantlint.lib

report contains finding if {
	some environment in input.environments
	startswith(environment.id, "default-")
	embedded := substring(environment.id, 8, -1)
	owner := input.index.tenants[environment.tenant]
	embedded != owner.id
	finding := {
		"message": concat(" ", [
			"environment \"{environment}\" is the Default environment of tenant id \"{embedded}\", not of",
			"tenant \"{tenant}\"",
		]),
		"params": {"environment": environment.key, "embedded": embedded, "tenant": owner.name, "id": owner.id},
		"at": lib.path(environment, "id"),
		"label": "holds the id of another tenant",
		"related": [{"at": lib.path(owner, "id"), "message": "tenant \"{tenant}\" has id \"{id}\""}],
	}
}
