# METADATA
# title: A subscription stays in its tenant
# description: >-
#   Licences are bought for one tenant and cannot be reassigned to another. What can be done is to
#   reduce them in the one and to add them in the other.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-tenant-deployment
#     description: About multiple online environments or tenants, About multiple tenants
# custom:
#   level: error
#   help: reduce the licences in the one tenant and buy them in the other, where they are a subscription with an id of its own
#   since: 0.1.0
#   tags: [change, license]
#   precision: very-high
package tenantlint.rules.change["license-tenant"]

import data.tenantlint.lib

report contains finding if {
	some change in input.changedSubscriptions
	change.before.tenant != change.after.tenant
	finding := {
		"message": sprintf("subscription %q moves from tenant %q to tenant %q", [change.after.subscriptionId, change.before.tenant, change.after.tenant]),
		"at": lib.place(change.after, "subscriptionId"),
		"label": sprintf("was in tenant %q", [change.before.tenant]),
	}
}
