# METADATA
# title: Allow list entry of tenant isolation without effect
# description: >-
#   Some entries of an allow list have no effect: an entry for the tenant itself, because isolation never blocks
#   connections inside a tenant, an entry that allows neither direction, a second entry for every tenant, and
#   all entries while isolation is off. They look like deliberate decisions, and mislead readers.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/cross-tenant-restrictions#tenant-isolation-with-allowlists
#     description: Cross-tenant inbound and outbound restrictions, Tenant isolation with allowlists
# custom:
#   level: note
#   help: remove the entry, or say what it is meant to allow
#   since: 0.1.0
#   aliases: [collaboration/isolation]
#   tags: [collaboration, isolation]
#   precision: high
package tenantlint.rules.collaboration["isolation-without-effect"]

report contains finding if {
	some tenant in input.tenants
	tenant.tenantIsolation.enabled
	first := first_wildcard(tenant.tenantIsolation)
	some entry in tenant.tenantIsolation.allowedTenants
	finding := object.union(problem(tenant.name, first, entry), {"at": array.concat(entry.at, ["tenant"])})
}

report contains finding if {
	some tenant in input.tenants
	isolation := tenant.tenantIsolation
	isolation.enabled == false
	count(isolation.allowedTenants) > 0
	finding := {
		"message": "the allow list of tenant \"{tenant}\" has no effect while its isolation is off",
		"params": {"tenant": tenant.name},
		"at": array.concat(isolation.at, ["allowedTenants"]),
		"label": "not in force",
		"related": [{"at": array.concat(isolation.at, ["enabled"]), "message": "isolation is off"}],
		"help": "set enabled true, or remove the list",
	}
}

problem(tenant, _, entry) := {
	"message": "the allow list of tenant \"{tenant}\" names the tenant itself",
	"params": {"tenant": tenant},
	"label": "isolation never holds back connections inside a tenant",
	"help": "remove the entry",
} if {
	entry.tenant == tenant
}

problem(tenant, first, entry) := {
	"message": "the allow list of tenant \"{tenant}\" repeats \"{everyone}\"",
	"params": {"tenant": tenant, "everyone": "*"},
	"label": "allows nothing more",
	"related": [{"at": array.concat(first.at, ["tenant"]), "message": "every tenant is allowed here"}],
	"help": "remove the entry",
} if {
	is_redundant(first, entry)
	some direction in ["inbound", "outbound"]
	entry[direction]
}

problem(tenant, _, entry) := {
	"message": "the entry for \"{other}\" on the allow list of tenant \"{tenant}\" allows neither direction",
	"params": {"tenant": tenant, "other": entry.tenant},
	"label": "allows nothing",
	"help": "set inbound or outbound true, or remove the entry",
} if {
	entry.tenant != tenant
	every direction in ["inbound", "outbound"] {
		not entry[direction]
		not entry.unknown[direction]
	}
}

# first_wildcard returns the first entry for every tenant.
first_wildcard(isolation) := [entry | some entry in isolation.allowedTenants; entry.tenant == "*"][0]

default first_wildcard(_) := {"at": []}

# is_redundant is true for a later entry for every tenant if the first one allows everything that it allows.
is_redundant(first, entry) if {
	entry.tenant == "*"
	first.at != entry.at
	every direction in ["inbound", "outbound"] {
		covered(first, entry, direction)
	}
}

covered(first, _, direction) if first[direction]

covered(_, entry, direction) if {
	not entry[direction]
	not entry.unknown[direction]
}
