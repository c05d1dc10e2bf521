# METADATA
# title: No more licences are assigned than a tenant has
# description: >-
#   A product has as many licences to give as its subscriptions have enabled units; what is assigned
#   beyond that is not covered. The subscriptions of a product are added up, and the assignments that
#   the tenant's users and guests list count where they are more than the units said to be consumed.
# related_resources:
#   - ref: https://learn.microsoft.com/graph/api/resources/subscribedsku#properties
#     description: subscribedSku resource type, Properties
# custom:
#   level: error
#   help: take the licence from accounts that do not need it, or buy more units in this tenant
#   since: 0.1.0
#   tags: [license]
#   precision: high
package tenantlint.rules.license["over-assigned"]

import data.tenantlint.lib

report contains finding if {
	some tenant in input.tenants
	not lib.repeated(tenant)
	of := input.index.of[tenant.name]
	assigned := assignments(of)
	some sku, purchases in bought(of)
	subscriptions := [subscription | some subscription in purchases]
	every subscription in subscriptions {
		is_number(subscription.enabledUnits)
	}
	enabled := sum([subscription.enabledUnits | some subscription in subscriptions])
	consumed := sum([subscription.consumedUnits | some subscription in subscriptions])
	listed := count(object.get(assigned, sku, {}))
	max([consumed, listed]) > enabled
	finding := object.union(place(subscriptions, consumed, listed), {
		"message": sprintf("tenant %q assigns more of licence %q than it has: %d of %d", [
			tenant.name, named(subscriptions[0]),
			max([consumed, listed]), enabled,
		]),
		"related": [{"at": array.concat(subscription.at, ["enabledUnits"]), "message": sprintf("%d enabled", [subscription.enabledUnits])} |
			some subscription in subscriptions
		],
	})
}

# assignments maps each licence to the places where it is assigned, and bought each product to its
# subscriptions in their order. Merging objects groups in linear time.
assignments(of) := object.union_n([{lower(license): {[table, i, j]: true}} |
	some table in ["users", "guests"]
	some i, account in of[table]
	some j, license in account.licenses
])

bought(of) := object.union_n([{product(subscription): {i: subscription}} | some i, subscription in of.subscriptions])

product(subscription) := lower(named(subscription))

named(subscription) := object.get(subscription, "skuPartNumber", object.get(subscription, "subscriptionId", ""))

place(subscriptions, consumed, listed) := {"at": array.concat(first.at, ["consumedUnits"]), "label": sprintf("%d consumed", [first.consumedUnits])} if {
	consumed >= listed
	first := [subscription | some subscription in subscriptions; subscription.consumedUnits > 0][0]
}

place(subscriptions, consumed, listed) := {"at": subscriptions[0].at, "label": sprintf("%d users and guests list it", [listed])} if listed > consumed
