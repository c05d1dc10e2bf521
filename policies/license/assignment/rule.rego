# METADATA
# title: A licence that is assigned is one that the tenant holds
# description: >-
#   A tenant can only assign licences of its own subscriptions, to members and to guests alike. A
#   licence that another tenant holds does not help here. Nothing is said of a tenant that lists no
#   subscriptions, or one whose product is not given.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-tenant-deployment
#     description: About multiple online environments or tenants, A multi-tenant deployment
# custom:
#   level: error
#   help: list the subscription in this tenant, or assign a licence that it holds
#   since: 0.1.0
#   tags: [license]
#   precision: high
package tenantlint.rules.license.assignment

import data.tenantlint.lib

report contains finding if {
	some tenant in input.tenants
	not lib.repeated(tenant)
	of := input.index.of[tenant.name]
	not tenant.unknown.subscriptions
	every subscription in of.subscriptions {
		subscription.skuPartNumber
	}
	held := {lower(subscription.skuPartNumber) | some subscription in of.subscriptions}
	some table in ["users", "guests"]
	some account in of[table]
	some i, license in account.licenses
	not lower(license) in held
	finding := {
		"message": sprintf("tenant %q assigns licence %q to %q, but holds no subscription of it", [tenant.name, license, named(account)]),
		"at": array.concat(account.at, ["licenses", i]),
		"label": "not held",
		"related": [{"at": array.concat(tenant.at, ["subscriptions"]), "message": "what the tenant holds"}],
	}
}

named(account) := object.get(account, "address", object.get(account, "userPrincipalName", ""))
