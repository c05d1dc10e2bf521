# METADATA
# title: ALM Accelerator without Azure DevOps
# description: >-
#   The ALM Accelerator uses Azure DevOps for source control and deployments. A deployment by it that
#   names no organization leaves out where its pipelines run.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/setup-admin-tasks#prerequisites
#     description: Configure the ALM Accelerator using the admin app, Prerequisites
# custom:
#   level: warning
#   help: name the organization and its tenant in devOps
#   since: 0.2.0
#   tags: [deployment, alm-accelerator, azure-devops]
#   precision: high
package tenantlint.rules.deployment["accelerator-devops"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	deployment.uses_accelerator(row)
	count(object.get(row, "devOps", [])) == 0
	not row.unknown.devOps
	finding := {
		"message": "{kind} deployment \"{deployment}\" uses the ALM Accelerator, but names no Azure DevOps organization",
		"params": deployment.params(row),
		"at": lib.path(row, "devOps"),
	}
}
