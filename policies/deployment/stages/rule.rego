# METADATA
# title: Deployment stage missing
# description: >-
#   An enterprise deployment has several environments for development, test and production, and a pipeline
#   that validates a change and promotes it from one to the next. Without development or production there
#   is nothing to promote from or to; without a test stage nobody tries out what was validated. The ALM
#   Accelerator comes with all three; other engines run without a test stage. Environments of makers count
#   as development. Production without validation or test is a finding of deployment/stage-order.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#enterprise-deployment-scenario
#     description: Tenant deployment model, Enterprise deployment scenario (2023-04-10)
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#multi-tenant-deployment-scenario
#     description: Tenant deployment model, Multi-tenant deployment scenario (2023-04-10)
# custom:
#   level: error
#   help: add the stage with its environments
#   since: 0.1.0
#   tags: [deployment, stage]
#   precision: high
package tenantlint.rules.deployment.stages

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	deployment.is_enterprise(row)
	not row.unknown.stages
	count(row.stages) > 0
	every stage in row.stages {
		not stage.unknown.stage
	}
	present := {stage.stage | some stage in row.stages} | maker_stages(row)
	some stage in data.facts.deployment.stages.required
	not stage in present
	not skips_test(stage, present)
	finding := {
		"level": level(row, stage),
		"message": "{kind} deployment \"{deployment}\" has no {stage} stage",
		"params": deployment.params_with(row, {"stage": stage}),
		"at": lib.path(row, "stages"),
	}
}

report contains finding if {
	some row in input.deployments
	deployment.is_enterprise(row)
	not row.unknown.stages
	count(object.get(row, "stages", [])) == 0
	finding := {
		"message": "{kind} deployment \"{deployment}\" has no stages",
		"params": deployment.params(row),
		"at": lib.path(row, "stages"),
		"help": "list the stages with their environments, in the order in which a change passes them",
	}
}

level(row, stage) := "warning" if {
	stage == "test"
	not deployment.uses_accelerator(row)
} else := "error"

# maker_stages contains the development stage if makers have environments, or may have.
maker_stages(row) := {"development" | some maker in row.makers} | {"development" | row.unknown.makers}

skips_test("test", present) if {
	"production" in present
	not "validation" in present
}
