# METADATA
# title: One tenant writes back to a forest
# description: >-
#   A forest may feed several tenants, but hybrid Exchange, device write-back, group write-back and
#   seamless single sign-on can be set up with one of them only: each keeps its settings in the
#   forest, where the second tenant would overwrite those of the first. Servers in staging mode write
#   nothing. Password write-back is allowed with several tenants.
# related_resources:
#   - ref: https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-topologies#sync-ad-objects-to-multiple-microsoft-entra-tenants
#     description: Topologies for Microsoft Entra Connect, Sync AD objects to multiple Microsoft Entra tenants
# custom:
#   level: error
#   help: leave the feature with one tenant and turn it off for the others
#   since: 0.1.0
#   tags: [identity, synchronization]
#   precision: very-high
package tenantlint.rules.identity["sync-writeback"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.shared.syncForests
	some field, feature in features
	rows := [row | some row in shared.rows; row[field]; row.stagingMode == false]
	tenants := count(lib.tenants(rows))
	tenants > 1
	finding := {
		"message": sprintf("%s of forest %q is set up with %s tenants", [feature, shared.key, lib.number(tenants)]),
		"sites": lib.sites(rows, field, "set up"),
	}
}

features := {
	"deviceWriteback": "device write-back",
	"groupWriteback": "group write-back",
	"hybridExchange": "hybrid Exchange",
	"seamlessSso": "seamless single sign-on",
}
