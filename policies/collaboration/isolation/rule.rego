# METADATA
# title: Tenant isolation lets a connection through
# description: >-
#   With tenant isolation on, Power Platform refuses connections to and from every other tenant, save
#   those on the allow list for that direction. A connection is outbound for the tenant it comes from
#   and inbound for the one it goes to, and both have to let it through. The Azure DevOps connector is
#   known not to be held back.
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

report contains finding if {
	some connection in input.connections
	from := input.index.environments[connection.from].tenant
	to := input.index.environments[connection.to].tenant
	from != to
	not unenforced(connection)
	gates := array.concat(shut(from, to, "outbound"), shut(to, from, "inbound"))
	count(gates) > 0
	finding := {
		"message": sprintf("the connection from %q to %q is forbidden: %s", [connection.from, connection.to, gates[0].message]),
		"at": connection.at,
		"label": "connection between tenants",
		"related": gates,
	}
}

unenforced(connection) if data.facts.isolation.unenforced[replace(lower(connection.connector), " ", "")]

# An entry for the tenant itself, and a second one for every tenant, change nothing.
report contains finding if {
	some tenant in input.tenants
	some entry in tenant.tenantIsolation.allowedTenants
	reason := idle(tenant, entry)
	finding := object.union(reason, {
		"level": "note",
		"at": array.concat(entry.at, ["tenant"]),
	})
}

idle(tenant, entry) := {
	"message": sprintf("the allow list of tenant %q names the tenant itself", [tenant.name]),
	"label": "isolation never holds back connections inside a tenant",
	"help": "remove the entry",
} if {
	entry.tenant == tenant.name
}

idle(tenant, entry) := {
	"message": sprintf("the allow list of tenant %q repeats %q", [tenant.name, "*"]),
	"label": "one entry can allow both directions",
	"related": [{"at": array.concat(first.at, ["tenant"]), "message": "first here"}],
	"help": "say both directions in one entry",
} if {
	entry.tenant == "*"
	first := everyone(tenant.tenantIsolation)[0]
	first.at != entry.at
}

everyone(isolation) := [entry | some entry in isolation.allowedTenants; entry.tenant == "*"]

# shut is the isolation of a tenant that refuses a direction to another.
shut(tenant, other, direction) := [{"at": isolation.at, "message": sprintf("tenant %q isolates itself and allows no %s connections with %q", [tenant, direction, other])} |
	isolation := input.index.tenants[tenant].tenantIsolation
	isolation.enabled
	not isolation.unknown.allowedTenants
	count({other, "*"} & admitted(tenant, direction)) == 0
]

# admitted are the tenants that an isolation opens a direction for.
admitted(tenant, direction) := {whom(entry) |
	some entry in input.index.tenants[tenant].tenantIsolation.allowedTenants
	opens(entry, direction)
}

whom(entry) := entry.tenant

# An entry that does not say for whom it is may be for anyone.
whom(entry) := "*" if entry.unknown.tenant

opens(entry, direction) if entry[direction]

opens(entry, direction) if entry.unknown[direction]
