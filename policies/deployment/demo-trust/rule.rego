# METADATA
# title: Trust between a demo tenant and the enterprise
# description: >-
#   A demo is kept apart from the enterprise. Its tenant is not apart if the tenants of the enterprise
#   trust it, or it trusts them: by cross-tenant access settings, by an entry in the allow list of tenant
#   isolation, by a data connection between environments, or by a collaboration feature between the two.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#demo-deployment-scenario
#     description: Tenant deployment model, Demo deployment scenario (2023-04-10)
# custom:
#   level: warning
#   help: remove what opens one tenant to the other
#   since: 0.2.0
#   aliases: [deployment/demo-separate]
#   tags: [deployment, demo, security]
#   precision: high
#   security-severity: "5.0"
package tenantlint.rules.deployment["demo-trust"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.crossTenantAccess
	crosses_demo_boundary(row.tenant, row.partner)
	opened := [path |
		some path in data.facts.deployment.demo.trust
		object.get(row, path, false) in {true, "allowed"}
	]
	finding := {
		"message": message(row.tenant),
		"params": {"tenant": row.tenant, "partner": row.partner},
		"at": array.concat(row.at, opened[0]),
		"label": "opens one tenant to the other",
		"help": "remove the partner, or block what it opens",
	}
}

report contains finding if {
	some tenant in input.tenants
	some row in tenant.tenantIsolation.allowedTenants
	crosses_demo_boundary(tenant.name, row.tenant)
	opened := [field | some field in ["inbound", "outbound"]; row[field]]
	count(opened) > 0
	finding := {
		"message": message(tenant.name),
		"params": {"tenant": tenant.name, "partner": row.tenant},
		"at": lib.path(row, "tenant"),
		"label": "lets connections through tenant isolation",
		"help": "remove the entry from the allow list",
	}
}

report contains finding if {
	some row in input.connections
	from := input.index.environments[row.from].tenant
	to := input.index.environments[row.to].tenant
	crosses_demo_boundary(from, to)
	finding := {
		"message": "a connection joins the demo and the enterprise: \"{from}\" to \"{to}\"",
		"params": {"from": row.from, "to": row.to},
		"at": lib.path(row, "from"),
		"help": "remove the connection, and give the demo data of its own",
	}
}

report contains finding if {
	some row in input.collaboration
	crosses_demo_boundary(row.from, row.to)
	finding := {
		"message": "feature \"{feature}\" joins the demo and the enterprise: tenant \"{from}\" to tenant \"{to}\"",
		"params": {"feature": row.feature, "from": row.from, "to": row.to},
		"at": lib.path(row, "feature"),
		"help": "leave the demo tenant out of it",
	}
}

crosses_demo_boundary(tenant, partner) if {
	deployment.is_demo_tenant(tenant)
	deployment.is_main_tenant(partner)
}

crosses_demo_boundary(tenant, partner) if {
	deployment.is_main_tenant(tenant)
	deployment.is_demo_tenant(partner)
}

message(tenant) := "demo tenant \"{tenant}\" trusts tenant \"{partner}\"" if deployment.is_demo_tenant(tenant)

message(tenant) := "tenant \"{tenant}\" trusts demo tenant \"{partner}\"" if not deployment.is_demo_tenant(tenant)
