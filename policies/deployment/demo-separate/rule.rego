# METADATA
# title: A demo has a tenant of its own
# description: >-
#   A demo is a place to learn and to try things out, with people who may do what they would never be
#   allowed to do elsewhere. It is kept apart from the enterprise by a tenant of its own. A tenant that
#   serves both is none, and neither is one that the enterprise trusts, or that trusts it, by cross-
#   tenant access settings.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#demo-deployment-scenario
#     description: Tenant deployment model, Demo deployment scenario
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
	other := deployment.serving(tenant)[0]
	finding := {
		"message": sprintf("%s stands in tenant %q, which %s uses", [deployment.title(row), tenant, deployment.title(other)]),
		"at": lib.place(row, "scenario"),
		"label": "needs a tenant of its own",
		"related": array.concat(
			deployment.presence_in(row, {tenant}),
			[{"at": lib.place(other, "scenario"), "message": sprintf("%s uses the tenant as well", [deployment.title(other)])}],
		),
	}
}

report contains finding if {
	some row in input.crossTenantAccess
	pair := {row.tenant, row.partner}
	served := {tenant | some tenant in pair; count(deployment.serving(tenant)) > 0}
	demos := {tenant | some tenant in pair; input.index.deployments[tenant]} - served
	count(demos) == 1
	count(served) == 1
	opened := [path | some path in data.facts.deployment.demo.trust; object.get(row, path, false) in {true, "allowed"}]
	finding := {
		"level": "warning",
		"message": relation(row, demos),
		"at": array.concat(row.at, opened[0]),
		"label": "opens one tenant to the other",
		"help": "remove the partner, or block what it opens",
	}
}

relation(row, demos) := sprintf("demo tenant %q trusts tenant %q", [row.tenant, row.partner]) if row.tenant in demos

relation(row, demos) := sprintf("tenant %q trusts demo tenant %q", [row.tenant, row.partner]) if row.partner in demos
