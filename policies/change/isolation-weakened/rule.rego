# METADATA
# title: Tenant isolation weakened
# description: >-
#   Tenant isolation keeps connections to and from other tenants away. A change that switches it off, or
#   lets every tenant through in a direction, is a warning; one more named tenant is a note for the review.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/cross-tenant-restrictions
#     description: Cross-tenant inbound and outbound restrictions, Introduction
#   - ref: https://learn.microsoft.com/power-platform/admin/cross-tenant-restrictions#tenant-isolation-with-allowlists
#     description: Cross-tenant inbound and outbound restrictions, Tenant isolation with allowlists
# custom:
#   level: warning
#   help: restore it, or confirm in the review that it should go
#   since: 0.1.0
#   aliases: [change/weakened]
#   tags: [change, isolation, security]
#   precision: high
#   security-severity: "5.0"
package tenantlint.rules.change["isolation-weakened"]

report contains finding if {
	some change in input.changedTenants
	change.before.tenantIsolation.enabled
	not change.after.tenantIsolation.enabled
	not change.after.unknown.tenantIsolation
	not change.after.tenantIsolation.unknown.enabled
	finding := {
		"message": `tenant "{tenant}" is no longer isolated`,
		"params": {"tenant": change.after.name},
		"at": array.concat(change.after.at, ["tenantIsolation", "enabled"]),
	}
}

report contains finding if {
	some change in input.changedTenants
	change.before.tenantIsolation.enabled
	change.after.tenantIsolation.enabled
	not change.before.tenantIsolation.unknown.allowedTenants
	gates_before := {gate | some entry in change.before.tenantIsolation.allowedTenants; some gate in gates(entry)}
	some entry in change.after.tenantIsolation.allowedTenants
	entry.tenant != change.after.name
	opened := [direction |
		some [tenant, direction] in gates(entry)
		count({[tenant, direction], ["*", direction]} & gates_before) == 0
	]
	count(opened) > 0
	finding := object.union(describe(entry.tenant), {
		"params": {"tenant": change.after.name, "other": entry.tenant, "directions": concat(" and ", opened)},
		"at": array.concat(entry.at, ["tenant"]),
		"label": "{directions}",
	})
}

# gates lists the directions that an entry opens, as [tenant, direction].
gates(entry) := [[entry.tenant, direction] | some direction in ["inbound", "outbound"]; entry[direction]]

describe("*") := {"message": `the isolation of tenant "{tenant}" admits every tenant now`}

describe(tenant) := {
	"message": `the isolation of tenant "{tenant}" admits tenant "{other}" now`,
	"level": "note",
} if {
	tenant != "*"
}
