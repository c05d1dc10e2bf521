# METADATA
# title: A global address list over several tenants is synchronised
# description: >-
#   Each tenant has an address list of its own, and none of them shows the people of another. One list
#   over all tenants exists only where something downstream of the directories copies the entries:
#   Microsoft Identity Manager, cross-tenant synchronization or a product for it.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#constraints-of-multi-tenants
#     description: About multiple online environments or tenants, Constraints of multi-tenants
# custom:
#   level: warning
#   help: name the tool that keeps the lists in step in "synchronization", or plan without one list
#   since: 0.1.0
#   tags: [collaboration, exchange]
#   precision: high
package tenantlint.rules.collaboration["global-address-list"]

import data.tenantlint.lib

report contains finding if {
	some topology in input.topologies
	list := topology.globalAddressList
	list.consolidated
	tenants := count(input.index.tenants)
	tenants > 1
	not synchronised(list)
	finding := {
		"message": sprintf("a global address list is consolidated over %s tenants, but nothing synchronises it", [lib.number(tenants)]),
		"at": array.concat(list.at, ["consolidated"]),
		"label": "one list for all tenants",
	}
}

synchronised(list) if list.unknown.synchronization

synchronised(list) if list.synchronization.unknown.tool

synchronised(list) if list.synchronization.tool
