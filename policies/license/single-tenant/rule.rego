# METADATA
# title: Subscription in two tenants
# description: >-
#   Licenses are bought for a tenant, and neither the subscription nor its licenses can be shared with
#   another one. The same product in two tenants is two subscriptions, each with an id of its own.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#constraints-of-multi-tenants
#     description: About multiple online environments or tenants, Constraints of multi-tenants
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-tenant-deployment
#     description: About multiple online environments or tenants, A multi-tenant deployment
# custom:
#   level: error
#   help: leave the subscription in the tenant that bought it, and buy one of its own for the other
#   since: 0.1.0
#   tags: [license]
#   precision: very-high
package tenantlint.rules.license["single-tenant"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.duplicates.subscriptions
	tenants := count(lib.tenants(shared.rows))
	tenants > 1
	finding := {
		"message": `subscription "{subscription}" is listed by {count} tenants`,
		"params": {"subscription": shared.key, "count": lib.number(tenants)},
		"locations": lib.locations(shared.rows, "subscriptionId", "listed"),
		"notes": ["one product may be bought by several tenants; the id of a purchase is never the same"],
	}
}
