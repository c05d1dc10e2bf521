# METADATA
# title: Connection blocked by tenant isolation
# description: >-
#   With tenant isolation on, Power Platform refuses connections to and from every other tenant, save those
#   on the allow list for that direction. A connection is outbound for the tenant it comes from and inbound
#   for the one it goes to, and both have to let it through. Isolation governs connectors that sign in with
#   Microsoft Entra ID: one that is known not to is not held back, and for one that is in neither table,
#   such as a custom connector, the finding is a warning.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/cross-tenant-restrictions#two-way-tenant-isolation-inbound-and-outbound-connection-restriction
#     description: Cross-tenant inbound and outbound restrictions, Two-way tenant isolation
#   - ref: https://learn.microsoft.com/power-platform/admin/cross-tenant-restrictions#tenant-isolation-with-allowlists
#     description: Cross-tenant inbound and outbound restrictions, Tenant isolation with allowlists
# custom:
#   level: error
#   help: allow the other tenant in that direction in "allowedTenants", or remove the connection
#   since: 0.1.0
#   tags: [collaboration, isolation, security]
#   precision: high
#   security-severity: "4.0"
package tenantlint.rules.collaboration.isolation

import data.tenantlint.lib.collaboration

report contains finding if {
	some connection in input.connections
	from := input.index.environments[connection.from].tenant
	to := input.index.environments[connection.to].tenant
	from != to
	not connection.unknown.connector
	name := key(connection)
	not data.facts.isolation.otherSignIn[name]
	gates := array.concat(closed_gates(from, to, "outbound"), closed_gates(to, from, "inbound"))
	count(gates) > 0
	finding := object.union(severity(name), {
		"message": concat("", [
			"the connection from \"{from}\" to \"{to}\" is blocked: ",
			"tenant \"{tenant}\" is isolated and allows no {direction} connections with \"{other}\"",
		]),
		"params": object.union({"from": connection.from, "to": connection.to}, gates[0].params),
		"at": connection.at,
		"label": "connection between tenants",
		"related": gates,
	})
}

key(connection) := collaboration.key(object.get(connection, "connector", ""))

severity(name) := {} if data.facts.isolation.entraSignIn[name]

severity("") := {
	"level": "warning",
	"notes": ["isolation governs connectors that sign in with Microsoft Entra ID; this connection names none"],
}

severity(name) := {
	"level": "warning",
	"notes": ["isolation governs connectors that sign in with Microsoft Entra ID; whether this one does is not known"],
} if {
	name != ""
	not data.facts.isolation.entraSignIn[name]
}

# closed_gates lists the isolation of a tenant if it blocks a direction for another tenant.
closed_gates(tenant, other, direction) := [gate |
	isolation := input.index.tenants[tenant].tenantIsolation
	isolation.enabled
	not isolation.unknown.allowedTenants
	count({other, "*"} & allowed_tenants(tenant, direction)) == 0
	gate := {
		"at": isolation.at,
		"message": "tenant \"{tenant}\" is isolated and allows no {direction} connections with \"{other}\"",
		"params": {"tenant": tenant, "direction": direction, "other": other},
	}
]

# allowed_tenants is the set of tenants for which the isolation allows a direction.
allowed_tenants(tenant, direction) := {entry_tenant(entry) |
	some entry in input.index.tenants[tenant].tenantIsolation.allowedTenants
	may_open(entry, direction)
}

entry_tenant(entry) := entry.tenant

# An entry whose tenant is unknown may be for any tenant.
entry_tenant(entry) := "*" if entry.unknown.tenant

may_open(entry, direction) if entry[direction]

may_open(entry, direction) if entry.unknown[direction]
