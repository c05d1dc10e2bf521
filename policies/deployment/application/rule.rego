# METADATA
# title: Deployment without an application
# description: >-
#   A pipeline runs without a person who signs in. It uses an application in Microsoft Entra as its
#   service principal in Azure DevOps and in the environments. Pipelines in Power Platform need none.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#enterprise-deployment-scenario
#     description: Tenant deployment model, Enterprise deployment scenario (2023-04-10)
# custom:
#   level: error
#   help: create an application for the pipeline, and declare it in application
#   since: 0.1.0
#   tags: [deployment, application]
#   precision: high
package tenantlint.rules.deployment.application

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	deployment.is_enterprise(row)
	not deployment.uses_pipelines(row)
	not row.unknown.engine
	not row.application
	not row.unknown.application
	finding := {
		"message": "{kind} deployment \"{deployment}\" has no application for its pipeline",
		"params": deployment.params(row),
		"at": lib.path(row, "application"),
	}
}
