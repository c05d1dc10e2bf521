# METADATA
# title: More licenses assigned than bought
# description: >-
#   A product has as many licenses to give as its subscriptions have units that are enabled or in their
#   grace period; what is assigned beyond that is not covered. The units of the subscriptions are added
#   up, while what is consumed is counted for the product and not for each purchase. The accounts that
#   list the license count where they are more than the units said to be consumed.
# related_resources:
#   - ref: https://learn.microsoft.com/graph/api/resources/subscribedsku#properties
#     description: subscribedSku resource type, Properties
# custom:
#   level: error
#   help: take the license from accounts that do not need it, or buy more units in this tenant
#   since: 0.1.0
#   tags: [license]
#   precision: high
package tenantlint.rules.license["over-assigned"]

import data.tenantlint.lib

report contains finding if {
	some tenant in input.tenants
	not lib.is_duplicate_tenant(tenant)
	rows := input.index.byTenant[tenant.name]
	not has_unknown_product(rows)
	ids := lib.product_ids(rows.subscriptions)
	assigned := accounts_by_product(rows, ids)
	some key, purchases in subscriptions_by_product(rows, ids)
	subscriptions := [subscription | some subscription in purchases]
	every subscription in subscriptions {
		is_number(subscription.enabledUnits)
		not subscription.unknown.warningUnits
	}
	available := sum([usable_units(subscription) | some subscription in subscriptions])
	consumed := max({0} | {subscription.consumedUnits | some subscription in subscriptions})
	listed := count(object.get(assigned, key, {}))
	used := max([consumed, listed])
	used > available
	finding := object.union(evidence(subscriptions, consumed, listed), {
		"message": `tenant "{tenant}" assigns more licenses of "{license}" than it has: {used} of {available}`,
		"params": {
			"tenant": tenant.name, "license": product_name(subscriptions[0]),
			"used": used, "available": available, "consumed": consumed, "listed": listed,
		},
		"related": [related |
			some subscription in subscriptions
			related := {
				"at": array.concat(subscription.at, ["enabledUnits"]),
				"message": "{units} usable",
				"params": {"units": usable_units(subscription)},
			}
		],
	})
}

# has_unknown_product is true if a subscription may be of any product.
has_unknown_product(rows) if {
	some subscription in rows.subscriptions
	subscription.unknown.skuPartNumber
	not subscription.skuId
}

# usable_units returns the number of units that can be assigned, including those in the grace period.
usable_units(subscription) := subscription.enabledUnits + object.get(subscription, "warningUnits", 0)

# accounts_by_product maps each product to the accounts that list it, subscriptions_by_product to its subscriptions in
# order. Merging objects groups in linear time.
accounts_by_product(rows, ids) := object.union_n([{lib.product_key(ids, license): {[table, i]: true}} |
	some table in ["users", "guests"]
	some i, account in rows[table]
	some license in account.licenses
])

subscriptions_by_product(rows, ids) := object.union_n([{subscription_product(subscription, ids): {i: subscription}} |
	some i, subscription in rows.subscriptions
])

subscription_product(subscription, ids) := object.get(
	subscription,
	"skuId",
	lib.product_key(ids, product_name(subscription)),
)

product_name(subscription) := object.get(
	subscription,
	"skuPartNumber",
	object.get(subscription, "skuId", object.get(subscription, "subscriptionId", "")),
)

evidence(subscriptions, consumed, listed) := {
	"at": array.concat(first.at, ["consumedUnits"]),
	"label": "{consumed} consumed",
} if {
	consumed >= listed
	first := [subscription | some subscription in subscriptions; subscription.consumedUnits == consumed][0]
}

evidence(subscriptions, consumed, listed) := {
	"at": subscriptions[0].at,
	"label": "{listed} users and guests list it",
} if {
	listed > consumed
}
