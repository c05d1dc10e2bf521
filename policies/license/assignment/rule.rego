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
	rows := input.index.byTenant[tenant.name]
	not tenant.unknown.subscriptions
	count(rows.subscriptions) > 0
	ids := lib.product_ids(rows.subscriptions)
	held_products := {name | some subscription in rows.subscriptions; some name in product_keys(subscription, ids)}
	some table in ["users", "guests"]
	some account in rows[table]
	some i, license in account.licenses
	not lib.product_key(ids, license) in held_products
	not lib.is_free_product(license)
	not may_be_covered(rows.subscriptions, ids, license)
	finding := {
		"message": `tenant "{tenant}" assigns license "{license}" to "{account}", but holds no subscription of it`,
		"params": {"tenant": tenant.name, "license": license, "account": account_name(account)},
		"at": array.concat(account.at, ["licenses", i]),
		"label": "not held",
		"related": [{"at": array.concat(tenant.at, ["subscriptions"]), "message": "what the tenant holds"}],
	}
}

# product_keys is the set of keys by which the product of a subscription is compared.
product_keys(subscription, ids) := {subscription.skuId} | {lib.product_key(ids, subscription.skuPartNumber)} if {
	subscription.skuId
	subscription.skuPartNumber
} else := {subscription.skuId} if {
	subscription.skuId
} else := {lib.product_key(ids, subscription.skuPartNumber)}

# may_be_covered is true if the license may belong to a subscription whose product is identified differently.
may_be_covered(subscriptions, ids, license) if {
	some subscription in subscriptions
	not is_comparable(subscription, ids, license)
}

is_comparable(subscription, _, license) if {
	subscription.skuId
	is_id(license)
}

is_comparable(subscription, _, license) if {
	subscription.skuPartNumber
	not is_id(license)
}

# The id of a name may be in the table or in other subscriptions.
is_comparable(subscription, ids, license) if {
	subscription.skuId
	ids[lower(license)]
}

is_comparable(subscription, ids, license) if {
	is_id(license)
	ids[lower(subscription.skuPartNumber)]
}

is_id(license) if regex.match(`^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`, license)

account_name(account) := object.get(account, "address", object.get(account, "userPrincipalName", ""))
