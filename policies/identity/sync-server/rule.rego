# METADATA
# title: A tenant has one active Entra Connect server, and a server has one tenant
# description: >-
#   A Microsoft Entra Connect server synchronises with exactly one tenant; a forest that feeds several
#   tenants needs a server for each. The other way round a tenant takes changes from one active
#   server only. Any number of further servers may wait in staging mode, and one server may read
#   several forests.
# related_resources:
#   - ref: https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-topologies#sync-ad-objects-to-multiple-microsoft-entra-tenants
#     description: Topologies for Microsoft Entra Connect, Sync AD objects to multiple Microsoft Entra tenants
#   - ref: https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-topologies#single-forest-multiple-sync-servers-to-one-microsoft-entra-tenant
#     description: Topologies for Microsoft Entra Connect, Single forest multiple sync servers to one Microsoft Entra tenant
# custom:
#   level: error
#   help: install a server for each tenant
#   since: 0.1.0
#   tags: [identity, synchronization]
#   precision: very-high
package tenantlint.rules.identity["sync-server"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.shared.syncServers
	tenants := count(lib.tenants(shared.rows))
	tenants > 1
	finding := {
		"message": sprintf("Entra Connect server %q synchronises with %s tenants", [shared.key, lib.number(tenants)]),
		"sites": lib.sites(shared.rows, "server", "connected"),
	}
}

report contains finding if {
	some shared in input.shared.activeSync
	servers := {row.server | some row in shared.rows}
	count(servers) > 1
	finding := {
		"message": sprintf("tenant %q has %s active Entra Connect servers", [shared.rows[0].tenant, lib.number(count(servers))]),
		"sites": [{"at": lib.place(row, "server"), "label": sprintf("%q is active", [row.server])} | some row in shared.rows],
		"help": "set stagingMode to true at all servers but one",
	}
}
