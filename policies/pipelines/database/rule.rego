# METADATA
# title: Pipeline environment without Dataverse
# description: >-
#   All environments that pipelines use, the host included, need a Dataverse database. An environment that
#   does not say whether it has one is exempt.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/alm/custom-host-pipelines#prerequisites-for-custom-pipelines-host
#     description: Create a pipeline using a custom pipelines host, Prerequisites for custom pipelines host (2024-08-15)
# custom:
#   level: error
#   help: add a Dataverse database to the environment
#   since: 0.2.0
#   aliases: [deployment/native-pipelines]
#   tags: [pipelines, environment]
#   precision: high
package tenantlint.rules.pipelines.database

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	deployment.uses_pipelines(row)
	some key, at in object.union(deployment.environments(row), {key: lib.path(row, "host") | key := row.host})
	env := input.index.environments[key]
	env.noDatabase
	finding := {
		"message": "\"{environment}\" takes part in pipelines, but has no Dataverse database",
		"params": {"environment": key},
		"at": at,
		"related": [{"at": lib.path(env, "dataverse"), "message": "no database"}],
	}
}
