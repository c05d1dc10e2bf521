# METADATA
# title: Number of tenants contradicts the scenario
# description: >-
#   A demo and an enterprise deployment live in one tenant; only the multi-tenant scenario lays the
#   environments over several, and it is there for nothing else. A manifest that says one and shows the
#   other was copied from another scenario or names an environment of a wrong tenant. Tenants count by the
#   stages and makers. A multi-tenant deployment of which only the makers are elsewhere is a finding of
#   deployment/separate-tenants.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment
#     description: Tenant deployment model
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#enterprise-deployment-scenario
#     description: Tenant deployment model, Enterprise deployment scenario (2023-04-10)
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#multi-tenant-deployment-scenario
#     description: Tenant deployment model, Multi-tenant deployment scenario (2023-04-10)
# custom:
#   level: error
#   help: choose the scenario that fits, or the environments of the right tenant
#   since: 0.1.0
#   tags: [deployment, tenant]
#   precision: very-high
package tenantlint.rules.deployment["tenant-count"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	row.scenario in {"demo", "enterprise"}
	count(row.tenants) > 1
	finding := {
		"message": "{kind} deployment \"{deployment}\" spans {count} tenants: \"{tenants}\"",
		"params": deployment.params_with(row, {"count": lib.number(count(row.tenants)), "tenants": row.tenants}),
		"at": lib.path(row, "scenario"),
		"label": "stays in one tenant",
		"related": deployment.tenant_locations(row),
	}
}

report contains finding if {
	some row in input.deployments
	row.scenario == "multiTenant"
	count(row.tenants) == 1
	deployment.stages_known(row)
	not row.unknown.makers
	finding := {
		"message": "{kind} deployment \"{deployment}\" is in one tenant, \"{tenant}\"",
		"params": deployment.params_with(row, {"tenant": row.tenants[0]}),
		"at": lib.path(row, "scenario"),
		"label": "needs several tenants",
		"related": deployment.tenant_locations(row),
	}
}
