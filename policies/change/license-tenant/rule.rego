# METADATA
# title: Subscription moved to another tenant
# description: >-
#   Licenses are bought for one tenant and cannot be reassigned to another. What can be done is to
#   reduce them in the one and to add them in the other.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-tenant-deployment
#     description: About multiple online environments or tenants, About multiple tenants
# custom:
#   level: error
#   help: reduce the licenses in the one tenant, and buy them in the other as a subscription with an id of its own
#   since: 0.1.0
#   tags: [change, license]
#   precision: very-high
package tenantlint.rules.change["license-tenant"]

import data.tenantlint.lib

report contains finding if {
	some change in input.changedSubscriptions
	change.before.tenant != change.after.tenant
	finding := {
		"message": `subscription "{subscription}" moves from tenant "{before}" to tenant "{after}"`,
		"params": {
			"subscription": change.after.subscriptionId,
			"before": change.before.tenant,
			"after": change.after.tenant,
		},
		"at": lib.path(change.after, "subscriptionId"),
		"label": `was in tenant "{before}"`,
	}
}
