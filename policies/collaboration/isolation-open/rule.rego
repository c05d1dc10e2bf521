# METADATA
# title: Tenant isolation open to every tenant
# description: >-
#   An entry of the allow list for every tenant, "*", in both directions lets all connections through:
#   isolation is on by name, and holds nothing back. One direction for every tenant is a documented way to
#   isolate a tenant in the other.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/cross-tenant-restrictions#tenant-isolation-with-allowlists
#     description: Cross-tenant inbound and outbound restrictions, Tenant isolation with allowlists
# custom:
#   level: warning
#   help: name the tenants that are meant, or allow one direction only
#   since: 0.1.0
#   tags: [collaboration, isolation, security]
#   precision: high
#   security-severity: "4.0"
package tenantlint.rules.collaboration["isolation-open"]

report contains finding if {
	some tenant in input.tenants
	tenant.tenantIsolation.enabled
	everyone := [entry | some entry in tenant.tenantIsolation.allowedTenants; entry.tenant == "*"]
	open := [[entry | some entry in everyone; entry[direction]] | some direction in ["inbound", "outbound"]]
	count(open[0]) > 0
	count(open[1]) > 0
	paths := {array.concat(entry.at, ["tenant"]) | some entry in [open[0][0], open[1][0]]}
	finding := {
		"message": "tenant \"{tenant}\" is isolated, but its allow list admits every tenant in both directions",
		"params": {"tenant": tenant.name},
		"locations": [{"at": at, "label": "admits every tenant"} | some at in sort(paths)],
	}
}
