# METADATA
# title: A deployment has a development, a test and a production stage
# description: >-
#   An enterprise deployment supports several environments for development, test and production, and a
#   pipeline that validates and promotes a change from one to the next. Without development or
#   production there is nothing to promote from or to; without a test stage what was validated is not
#   tried out by anyone. Environments of makers count as development. Where neither validation nor test
#   comes before production, that is a finding of deployment/stage-order.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#enterprise-deployment-scenario
#     description: Tenant deployment model, Enterprise deployment scenario
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#multi-tenant-deployment-scenario
#     description: Tenant deployment model, Multi-tenant deployment scenario
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
	deployment.enterprise(row)
	not row.unknown.stages
	count(row.stages) > 0
	every stage in row.stages {
		not stage.unknown.stage
	}
	present := {stage.stage | some stage in row.stages} | made(row)
	some stage, level in data.facts.deployment.stages.required
	not stage in present
	not leaps(stage, present)
	finding := {
		"level": level,
		"message": sprintf("%s has no %s stage", [deployment.title(row), stage]),
		"at": lib.place(row, "stages"),
	}
}

report contains finding if {
	some row in input.deployments
	deployment.enterprise(row)
	not row.unknown.stages
	count(object.get(row, "stages", [])) == 0
	finding := {
		"message": sprintf("%s has no stages", [deployment.title(row)]),
		"at": lib.place(row, "stages"),
		"help": "list the stages with their environments, in the order in which a change passes them",
	}
}

# made is the development stage where makers have environments, or where it is not known if they have.
made(row) := {"development" | some maker in row.makers} | {"development" | row.unknown.makers}

leaps("test", present) if {
	"production" in present
	not "validation" in present
}
