# METADATA
# title: A multi-tenant deployment separates the stages by tenant
# description: >-
#   The scenario with several tenants is there to separate development, test and production systems from
#   one another, so that people of development have no way into the main tenant. If all stages,
#   development among them, stand in one tenant and only makers work in another, the separation is lost
#   where it matters. With nothing in a second tenant it is a finding of deployment/tenant-count.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#multi-tenant-deployment-scenario
#     description: Tenant deployment model, Multi-tenant deployment scenario
# custom:
#   level: warning
#   help: move development, or production, to the other tenant
#   since: 0.1.0
#   tags: [deployment, tenant, stage]
#   precision: high
package tenantlint.rules.deployment["separate-tenants"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	row.scenario == "multiTenant"
	count(row.tenants) > 1
	deployment.settled(row)
	some stage in row.stages
	stage.stage == "development"
	tenants := {input.index.environments[ref.key].tenant | some each in row.stages; some ref in each.environments}
	count(tenants) == 1
	finding := {
		"message": sprintf("all stages of %s stand in tenant %q", [deployment.title(row), min(tenants)]),
		"at": lib.place(row, "stages"),
		"related": deployment.presence(row),
	}
}
