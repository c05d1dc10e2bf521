# METADATA
# title: Pipelines host in another tenant
# description: >-
#   Pipelines in Power Platform stay inside one tenant. A host in another one cannot reach the
#   environments of the deployment.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/alm/set-up-pipelines#frequently-asked-questions
#     description: Set up pipelines in Power Platform, Frequently asked questions (2024-05-22)
#   - ref: https://learn.microsoft.com/power-platform/alm/custom-host-pipelines#create-or-choose-environments-for-pipelines
#     description: >-
#       Create a pipeline using a custom pipelines host, Create or choose environments for pipelines
#       (2024-08-15)
# custom:
#   level: error
#   help: use a host in the tenant of the environments
#   since: 0.2.0
#   aliases: [deployment/native-pipelines]
#   tags: [pipelines, tenant]
#   precision: high
package tenantlint.rules.pipelines["host-tenant"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	deployment.uses_pipelines(row)
	count(row.tenants) == 1
	host := input.index.environments[row.host]
	host.tenant != row.tenants[0]
	finding := {
		"message": "pipelines of {kind} deployment \"{deployment}\" have their host in tenant \"{tenant}\"",
		"params": deployment.params_with(row, {"tenant": host.tenant, "wanted": row.tenants[0]}),
		"at": lib.path(row, "host"),
		"related": deployment.tenant_locations(row),
		"help": "use a host in tenant \"{wanted}\"",
	}
}
