# METADATA
# title: Consolidated global address list without synchronization
# description: >-
#   Each tenant has an address list of its own, and none of them shows the people of another. The guidance
#   knows one list over all tenants only where something after the synchronization manages it: Microsoft
#   Identity Manager or a product for it, named in "synchronization". Cross-tenant synchronization, on which a
#   multitenant organization builds, is newer and accepted too, in each tenant of the list.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#constraints-of-multi-tenants
#     description: About multiple online environments or tenants, Constraints of multi-tenants
#   - ref: https://learn.microsoft.com/entra/identity/multi-tenant-organizations/overview
#     description: What is a multitenant organization in Microsoft Entra ID?
# custom:
#   level: warning
#   help: name the tool that keeps the lists in step in "synchronization", or plan without one list
#   since: 0.1.0
#   tags: [collaboration, exchange]
#   precision: high
package tenantlint.rules.collaboration["global-address-list"]

import data.tenantlint.lib
import data.tenantlint.lib.collaboration

report contains finding if {
	count(internal_tenants) > 1
	some topology in input.topologies
	list := topology.globalAddressList
	list.consolidated
	not synchronized(list)
	not topology.unknown.collaboration
	missing := internal_tenants - synchronized_tenants
	count(missing) > 0
	finding := object.union(describe(missing), {
		"at": array.concat(list.at, ["consolidated"]),
		"label": "one list for all tenants",
	})
}

# internal_tenants are the tenants of the organization itself. A partner has its own list.
internal_tenants contains name if {
	some name, tenant in input.index.tenants
	tenant.relationship == "internal"
}

# synchronized_tenants are the sources and targets of cross-tenant synchronization.
synchronized_tenants contains tenant if {
	some use in input.index.collaboration
	data.facts.collaboration.addressLists[collaboration.key(use.feature)]
	some tenant in [use.from, use.to]
}

describe(missing) := {
	"message": "the global address list over {count} tenants is consolidated, but nothing synchronizes it",
	"params": {"count": lib.number(count(internal_tenants))},
} if {
	missing == internal_tenants
}

describe(missing) := {
	"message": "the global address list over {count} tenants is consolidated, but nothing synchronizes it with \"{left}\"",
	"params": {"count": lib.number(count(internal_tenants)), "left": sort(missing)},
} if {
	missing != internal_tenants
}

synchronized(list) if list.unknown.synchronization

synchronized(list) if list.synchronization.unknown.tool

synchronized(list) if list.synchronization.tool
