# METADATA
# title: Demo in a tenant of the enterprise
# description: >-
#   A demo is a place to learn and to try things out, with people who may do what they would never be
#   allowed to do elsewhere. It is kept apart from the enterprise by a tenant of its own: not one that an
#   enterprise deployment uses, and not the main tenant of the organization.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#demo-deployment-scenario
#     description: Tenant deployment model, Demo deployment scenario (2023-04-10)
# custom:
#   level: error
#   help: move the demo to a tenant of its own
#   since: 0.1.0
#   tags: [deployment, demo, security]
#   precision: high
#   security-severity: "5.0"
package tenantlint.rules.deployment["demo-separate"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	row.scenario == "demo"
	some tenant in row.tenants
	other := deployment.enterprise_deployments(tenant)[0]
	finding := {
		"message": concat(" ", [
			"{kind} deployment \"{deployment}\" is in tenant \"{tenant}\",",
			"which {other kind} deployment \"{other}\" uses",
		]),
		"params": deployment.params_with(row, {
			"tenant": tenant,
			"other kind": deployment.kinds[other.scenario],
			"other": other.name,
		}),
		"at": lib.path(row, "scenario"),
		"label": "needs a tenant of its own",
		"related": array.concat(
			deployment.tenant_locations_in(row, {tenant}),
			[{"at": lib.path(other, "scenario"), "message": "uses the tenant as well"}],
		),
	}
}

report contains finding if {
	some row in input.deployments
	row.scenario == "demo"
	some name in row.tenants
	tenant := input.index.tenants[name]
	tenant.primary
	count(deployment.enterprise_deployments(name)) == 0
	finding := {
		"message": "{kind} deployment \"{deployment}\" is in tenant \"{tenant}\", the main tenant of the organization",
		"params": deployment.params_with(row, {"tenant": name}),
		"at": lib.path(row, "scenario"),
		"label": "needs a tenant of its own",
		"related": array.concat(
			deployment.tenant_locations_in(row, {name}),
			[{"at": lib.path(tenant, "primary"), "message": "the main tenant"}],
		),
	}
}
