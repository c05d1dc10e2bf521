# METADATA
# title: One environment for two stages
# description: >-
#   A deployment has several environments, so that a change is tried out where production is not. Two
#   stages in one environment are one stage: what is brought to the one is in the other at once.
#   Validation and test in one environment are a warning, because both try a change out, and so is a demo,
#   which may save environments. With pipelines in Power Platform, development and a target in one
#   environment are a finding of pipelines/source-and-target instead.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#enterprise-deployment-scenario
#     description: Tenant deployment model, Enterprise deployment scenario (2023-04-10)
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#multi-tenant-deployment-scenario
#     description: Tenant deployment model, Multi-tenant deployment scenario (2023-04-10)
# custom:
#   level: error
#   help: give each stage an environment of its own
#   since: 0.2.0
#   tags: [deployment, stage]
#   precision: very-high
package tenantlint.rules.deployment["environment-stages"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	serving := data.facts.deployment.stages.serving
	paths_by_environment := object.union_n([{ref.key: {i: ref.at}} |
		some i, stage in row.stages
		serving[stage.stage]
		some ref in stage.environments
	])
	some env, paths in paths_by_environment
	count(paths) > 1
	purposes := {serving[row.stages[i].stage] | some i, _ in paths}
	not reported_by_pipelines(row, purposes)
	finding := {
		"level": level(row, purposes),
		"message": "environment \"{environment}\" serves {count} stages of {kind} deployment \"{deployment}\"",
		"params": deployment.params_with(row, {"environment": env, "count": lib.number(count(paths))}),
		"locations": [{"at": at, "label": "for {stage}", "params": {"stage": row.stages[i].stage}} | some i, at in paths],
	}
}

level(row, purposes) := "error" if {
	deployment.is_enterprise(row)
	count(purposes) > 1
} else := "warning"

# reported_by_pipelines is true if pipelines/source-and-target reports the environment.
reported_by_pipelines(row, purposes) if {
	deployment.uses_pipelines(row)
	"development" in purposes
	count(purposes) > 1
}
