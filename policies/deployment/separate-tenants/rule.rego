# METADATA
# title: Development and production in one tenant of a multi-tenant deployment
# description: >-
#   The multi-tenant scenario separates development, test and production systems from one another, so that
#   people of development have no access to the main tenant. If production is in a tenant that has development
#   stages too, the separation is lost where it matters. Test in the same tenant as production is fine. A
#   deployment with nothing in a second tenant is a finding of deployment/tenant-count.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#multi-tenant-deployment-scenario
#     description: Tenant deployment model, Multi-tenant deployment scenario (2023-04-10)
# custom:
#   level: warning
#   help: move development, or production, to another tenant
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
	deployment.stages_known(row)
	shared := sort(tenants(row, "development") & tenants(row, "production"))
	count(shared) > 0
	finding := {
		"message": "development and production of {kind} deployment \"{deployment}\" are both in tenant \"{tenant}\"",
		"params": deployment.params_with(row, {"tenant": shared}),
		"at": lib.path(row, "stages"),
		"related": [{"at": ref.at, "message": "{stage}", "params": {"stage": stage.stage}} |
			some stage in row.stages
			stage.stage in {"development", "production"}
			some ref in stage.environments
			input.index.environments[ref.key].tenant in shared
		],
	}
}

tenants(row, name) := {input.index.environments[ref.key].tenant |
	some stage in row.stages
	stage.stage == name
	some ref in stage.environments
}
