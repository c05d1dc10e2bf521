# METADATA
# title: License assigned that the tenant does not have
# description: >-
#   A tenant can only assign licenses of its own subscriptions, to members and to guests alike. A
#   license that another tenant holds does not help here. A product may be given by its name or by its
#   skuId. Free products come by themselves and are in no subscription, and nothing is said of a tenant
#   that lists no subscriptions, or one whose product is not given.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-tenant-deployment
#     description: About multiple online environments or tenants, A multi-tenant deployment
#   - ref: https://learn.microsoft.com/graph/api/resources/subscribedsku#properties
#     description: subscribedSku resource type, Properties
# custom:
#   level: error
#   help: list the subscription in this tenant, or assign a license that it holds
#   since: 0.1.0
#   tags: [license]
#   precision: high
package tenantlint.rules.license.assignment

import data.tenantlint.lib

report contains finding if {
	some tenant in input.tenants
	not lib.is_duplicate_tenant(tenant)
	of := input.index.byTenant[tenant.name]
	not tenant.unknown.subscriptions
	count(of.subscriptions) > 0
	ids := lib.product_ids(of.subscriptions)
	held := {name | some subscription in of.subscriptions; some name in names(subscription, ids)}
	some table in ["users", "guests"]
	some account in of[table]
	some i, license in account.licenses
	not lib.product_key(ids, license) in held
	not lib.is_free_product(license)
	not doubtful(of.subscriptions, ids, license)
	finding := {
		"message": `tenant "{tenant}" assigns license "{license}" to "{account}", but holds no subscription of it`,
		"params": {"tenant": tenant.name, "license": license, "account": named(account)},
		"at": array.concat(account.at, ["licenses", i]),
		"label": "not held",
		"related": [{"at": array.concat(tenant.at, ["subscriptions"]), "message": "what the tenant holds"}],
	}
}

# names are what the product of a subscription is compared by.
names(subscription, ids) := {subscription.skuId} | {lib.product_key(ids, subscription.skuPartNumber)} if {
	subscription.skuId
	subscription.skuPartNumber
} else := {subscription.skuId} if {
	subscription.skuId
} else := {lib.product_key(ids, subscription.skuPartNumber)}

# doubtful holds for a license that may be of a subscription whose product is not named in the same way.
doubtful(subscriptions, ids, license) if {
	some subscription in subscriptions
	not comparable(subscription, ids, license)
}

comparable(subscription, _, license) if {
	subscription.skuId
	is_id(license)
}

comparable(subscription, _, license) if {
	subscription.skuPartNumber
	not is_id(license)
}

# The table and other subscriptions contain the id of a name.
comparable(subscription, ids, license) if {
	subscription.skuId
	ids[lower(license)]
}

comparable(subscription, ids, license) if {
	is_id(license)
	ids[lower(subscription.skuPartNumber)]
}

is_id(license) if regex.match(`^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`, license)

named(account) := object.get(account, "address", object.get(account, "userPrincipalName", ""))
