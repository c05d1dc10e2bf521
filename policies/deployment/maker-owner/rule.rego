# METADATA
# title: Maker in another user's Developer environment
# description: >-
#   A Developer environment is meant for its owner. The owner can let coworkers in, but a maker whose only
#   environment belongs to somebody else loses it with the owner, and does not work separately from them.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#enterprise-deployment-scenario
#     description: Tenant deployment model, Enterprise deployment scenario (2023-04-10)
#   - ref: https://learn.microsoft.com/power-platform/admin/environments-overview#types-of-environments
#     description: Power Platform environments overview, Types of environments (2022-05-12)
#   - ref: https://learn.microsoft.com/power-apps/maker/developer-plan
#     description: Power Apps Developer Plan (2023-04-18)
# custom:
#   level: warning
#   help: give the maker a Developer environment of their own, or correct the owner
#   since: 0.2.0
#   tags: [deployment, maker, environment]
#   precision: high
package tenantlint.rules.deployment["maker-owner"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	some maker in row.makers
	env := input.index.environments[maker.environment]
	env.type == "Developer"
	object.get(env, "ownerPerson", env.owner) != deployment.person(maker)
	not shared_with_owner(row, maker)
	finding := {
		"message": "maker \"{maker}\" works in \"{environment}\", the Developer environment of \"{owner}\"",
		"params": {"maker": maker.user, "environment": maker.environment, "owner": env.owner},
		"at": lib.path(maker, "environment"),
		"related": [{"at": lib.path(env, "owner"), "message": "the owner"}],
	}
}

# shared_with_owner is true if the owner also works in the environment, which deployment/maker-environment reports.
shared_with_owner(row, maker) if {
	deployment.is_enterprise(row)
	count(users_by_environment(row)[maker.environment]) > 1
}

users_by_environment(row) := object.union_n([{maker.environment: {deployment.person(maker): true}} |
	some maker in row.makers
])
