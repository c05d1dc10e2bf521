# METADATA
# title: Demo does not show the process end to end
# description: >-
#   A demo shows the whole process: a change is made in one environment and promoted to another. With
#   nothing but a development stage, or without one, it shows a part of it. Environments of makers count
#   as development.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#demo-deployment-scenario
#     description: Tenant deployment model, Demo deployment scenario (2023-04-10)
# custom:
#   level: warning
#   help: add the stage that is missing, with a trial environment
#   since: 0.2.0
#   tags: [deployment, demo, stage]
#   precision: medium
package tenantlint.rules.deployment["demo-end-to-end"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	row.scenario == "demo"
	not row.unknown.makers
	deployment.stages_known(row)
	[missing, help] := gap(row)
	finding := {
		"message": "{kind} deployment \"{deployment}\" has no {missing}, so that it does not show the process end to end",
		"params": deployment.params_with(row, {"missing": missing}),
		"at": lib.path(row, "stages"),
		"help": help,
	}
}

gap(row) := ["stage after development", "add a stage to which changes are promoted"] if {
	count(deployment.targets(row)) == 0
	count(empty_stages(row)) == 0
} else := ["development stage", "add a development stage"] if {
	count(deployment.development_environments(row)) == 0
	count(empty_stages(row)) == 0
	count(object.get(row, "makers", [])) == 0
}

# empty_stages lists the stages without environments, which deployment/stage-environments reports.
empty_stages(row) := [stage |
	some stage in row.stages
	count(object.get(stage, "environments", [])) == 0
]
