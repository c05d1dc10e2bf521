# METADATA
# title: ALM Accelerator over several tenants
# description: >-
#   The guidance of 2023 describes the ALM Accelerator over several tenants with manual configuration. Its
#   maintainers say since that it cannot: the app connects to environments of one tenant only, so that
#   settings for the others have to be kept by hand. Azure DevOps or GitHub Actions deploy between
#   tenants. The newer statement decides.
# related_resources:
#   - ref: https://github.com/microsoft/coe-starter-kit/issues/7326
#     description: CoE Starter Kit, Deployment settings for downstream environments (2023-12-20)
# custom:
#   level: warning
#   help: use azureDevOps or githubActions between tenants
#   since: 0.2.0
#   tags: [deployment, alm-accelerator, tenant]
#   precision: high
package tenantlint.rules.deployment["accelerator-tenants"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	deployment.uses_accelerator(row)
	row.scenario == "multiTenant"
	count(row.tenants) > 1
	finding := {
		"message": concat(" ", [
			"{kind} deployment \"{deployment}\" uses the ALM Accelerator, which",
			"connects to one tenant, over {count} tenants",
		]),
		"params": deployment.params_with(row, {"count": lib.number(count(row.tenants))}),
		"at": lib.path(row, "engine"),
		"related": deployment.tenant_locations(row),
	}
}
