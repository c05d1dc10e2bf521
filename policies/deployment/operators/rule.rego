# METADATA
# title: Deployment without operators
# description: >-
#   Who manages and runs the process is one of the first questions to a deployment. A team in operators
#   answers it, so that a failed pipeline or a request for an environment has an address. Demos are
#   exempt.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#factors-to-consider
#     description: Tenant deployment model, Factors to consider (2023-04-10)
# custom:
#   level: note
#   help: name the team that is responsible for the process in operators
#   since: 0.2.0
#   tags: [deployment, team]
#   precision: high
package tenantlint.rules.deployment.operators

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	deployment.is_enterprise(row)
	not row.operators
	not row.unknown.operators
	finding := {
		"message": "{kind} deployment \"{deployment}\" does not say who operates it",
		"params": deployment.params(row),
		"at": lib.path(row, "operators"),
	}
}
