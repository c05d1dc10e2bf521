# METADATA
# title: Too many pipeline stages
# description: >-
#   A pipeline has at most seven stages. The development stage does not count, as it is where a pipeline
#   begins.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/alm/custom-host-pipelines#configure-a-deployment-pipeline
#     description: Create a pipeline using a custom pipelines host, Configure a deployment pipeline (2024-08-15)
# custom:
#   level: error
#   help: split the pipeline, or take out a stage
#   since: 0.2.0
#   aliases: [deployment/native-pipelines]
#   tags: [pipelines, stage]
#   precision: high
package tenantlint.rules.pipelines["stage-limit"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	deployment.uses_pipelines(row)
	stages := [stage | some stage in row.stages; not stage.stage in {"development", "host"}]
	limit := data.facts.deployment.pipelines.stages
	count(stages) > limit
	finding := {
		"message": "pipelines of {kind} deployment \"{deployment}\" have {count} stages; the limit is {limit}",
		"params": deployment.params_with(row, {"count": count(stages), "limit": limit}),
		"at": lib.path(stages[limit], "stage"),
		"label": "one too many",
	}
}
