# METADATA
# title: ALM Accelerator is deprecated
# description: >-
#   The guidance of 2023 builds on the ALM Accelerator, which Microsoft has deprecated since: it gets no new
#   features, and issues are no longer reviewed. The newer page decides, so that its use is a note. Pipelines
#   in Power Platform take its place inside one tenant, Azure DevOps and GitHub Actions between tenants.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/overview
#     description: ALM Accelerator for Power Platform (deprecated)
# custom:
#   level: note
#   help: plan the move to pipelines in Power Platform, Azure DevOps or GitHub Actions
#   since: 0.2.0
#   tags: [deployment, alm-accelerator]
#   precision: very-high
package tenantlint.rules.deployment["accelerator-deprecated"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	deployment.uses_accelerator(row)
	finding := {
		"message": "{kind} deployment \"{deployment}\" uses the ALM Accelerator, which is deprecated",
		"params": deployment.params(row),
		"at": lib.path(row, "engine"),
	}
}
