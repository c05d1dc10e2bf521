# METADATA
# title: ALM Accelerator environment without Dataverse
# description: >-
#   The ALM Accelerator deploys solutions, which live in Dataverse: all environments that it works with
#   need a database, and Dataverse for Teams does not do. An environment that does not say whether it has
#   one is exempt.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/setup-admin-tasks#prerequisites
#     description: Configure the ALM Accelerator using the admin app, Prerequisites
# custom:
#   level: error
#   help: add a Dataverse database to the environment, or use another one
#   since: 0.2.0
#   tags: [deployment, alm-accelerator, environment]
#   precision: high
package tenantlint.rules.deployment["accelerator-database"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	deployment.uses_accelerator(row)
	some key, at in deployment.environments(row)
	env := input.index.environments[key]
	env.noDatabase
	finding := {
		"message": "the ALM Accelerator deploys to \"{environment}\", which has no Dataverse database",
		"params": {"environment": key},
		"at": at,
		"related": [{"at": lib.path(env, "dataverse"), "message": "no database"}],
	}
}

report contains finding if {
	some row in input.deployments
	deployment.uses_accelerator(row)
	some key, at in deployment.environments(row)
	env := input.index.environments[key]
	env.type == "Teams"
	not env.noDatabase
	not env.stage == "production" # environment/type-for-stage
	finding := {
		"message": "the ALM Accelerator deploys to \"{environment}\", which has Dataverse for Teams",
		"params": {"environment": key},
		"at": at,
		"related": [{"at": lib.path(env, "type"), "message": "its type"}],
		"help": "use an environment with a full Dataverse database",
	}
}
