# METADATA
# title: Deployment stage without environments
# description: >-
#   A deployment has environments for development, test and production. A stage that names none receives
#   nothing and promotes nothing, so that the pipeline ends before it. A development stage may leave its
#   environments to the list of makers. Where the environments are not known, unknown: [environments] says
#   so.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#enterprise-deployment-scenario
#     description: Tenant deployment model, Enterprise deployment scenario (2023-04-10)
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#multi-tenant-deployment-scenario
#     description: Tenant deployment model, Multi-tenant deployment scenario (2023-04-10)
# custom:
#   level: error
#   help: name the environments of the stage
#   since: 0.2.0
#   tags: [deployment, stage]
#   precision: very-high
package tenantlint.rules.deployment["stage-environments"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	some stage in row.stages
	stage.stage != "host"
	not stage.unknown.environments
	count(object.get(stage, "environments", [])) == 0
	not may_have_makers(row, stage)
	finding := {
		"message": "stage \"{stage}\" of {kind} deployment \"{deployment}\" has no environments",
		"params": deployment.params_with(row, {"stage": stage.stage}),
		"at": lib.path(stage, "environments"),
	}
}

may_have_makers(row, stage) if {
	stage.stage == "development"
	count(row.makers) > 0
}

may_have_makers(row, stage) if {
	stage.stage == "development"
	row.unknown.makers
}
