# METADATA
# title: Deployment stages out of order
# description: >-
#   The pipeline validates a change and promotes it to test and then to production. A stage that comes
#   after a later one receives a change that has already been further; a validation stage after production
#   validates what is live. A production stage without validation or test before it receives a change that
#   nobody has looked at: an error with the ALM Accelerator, whose pipeline has these stages, and a
#   warning with engines that run without them. In a demo only the order matters.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#enterprise-deployment-scenario
#     description: Tenant deployment model, Enterprise deployment scenario (2023-04-10)
# custom:
#   level: error
#   help: put the stages in the order in which a change passes them
#   since: 0.1.0
#   tags: [deployment, stage]
#   precision: high
package tenantlint.rules.deployment["stage-order"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	order := data.facts.deployment.stages.order
	ranked := [stage | some stage in row.stages; order[stage.stage] >= 0]
	some i, stage in ranked
	i > 0
	before := ranked[i - 1]
	order[stage.stage] < order[before.stage]
	finding := out_of_order(row, stage, before)
}

report contains finding if {
	some row in input.deployments
	checked := [stage | some stage in row.stages; stage.stage in {"validation", "production"}]
	some i, stage in checked
	stage.stage == "validation"
	before := checked[i - 1]
	before.stage == "production"
	finding := out_of_order(row, stage, before)
}

report contains finding if {
	some row in input.deployments
	deployment.is_enterprise(row)
	not row.unknown.stages
	names := [stage.stage | some stage in row.stages]
	count(names) == count(row.stages)
	"production" in names
	not "validation" in names
	not "test" in names
	finding := {
		"level": level(row),
		"message": "{kind} deployment \"{deployment}\" reaches production without validation or test",
		"params": deployment.params(row),
		"at": [lib.path(stage, "stage") | some stage in row.stages; stage.stage == "production"][0],
		"help": "add a validation or test stage before production",
	}
}

out_of_order(row, stage, before) := {
	"message": "stage \"{stage}\" of {kind} deployment \"{deployment}\" comes after \"{before}\"",
	"params": deployment.params_with(row, {"stage": stage.stage, "before": before.stage}),
	"at": lib.path(stage, "stage"),
	"label": "comes too late",
	"related": [{"at": lib.path(before, "stage"), "message": "a later stage"}],
}

level(row) := "error" if deployment.uses_accelerator(row)

level(row) := "warning" if not deployment.uses_accelerator(row)
