# METADATA
# title: Pipelines over several tenants
# description: >-
#   Pipelines in Power Platform deploy inside one tenant: host, sources and targets belong to it. A
#   scenario that is meant for one tenant and spans several is a finding of deployment/tenant-count.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/alm/set-up-pipelines#frequently-asked-questions
#     description: Set up pipelines in Power Platform, Frequently asked questions (2024-05-22)
# custom:
#   level: error
#   help: use Azure DevOps or GitHub Actions between tenants
#   since: 0.2.0
#   aliases: [deployment/native-pipelines]
#   tags: [pipelines, tenant]
#   precision: high
package tenantlint.rules.pipelines["single-tenant"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	deployment.uses_pipelines(row)
	row.scenario == "multiTenant"
	count(row.tenants) > 1
	finding := {
		"message": "pipelines of {kind} deployment \"{deployment}\" span {count} tenants",
		"params": deployment.params_with(row, {"count": lib.number(count(row.tenants))}),
		"at": lib.path(row, "engine"),
		"label": "stays in one tenant",
		"related": deployment.tenant_locations(row),
	}
}
