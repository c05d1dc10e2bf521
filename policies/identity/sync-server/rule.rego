# METADATA
# title: Entra Connect server shared by tenants, or two active in one
# description: >-
#   A Microsoft Entra Connect server synchronizes with exactly one tenant; a forest that feeds several
#   tenants needs a server for each. The other way round a tenant takes changes from one active
#   server only. Any number of further servers may wait in staging mode, and one server may read
#   several forests. A host name without its domain is the same machine only in the same forest; where
#   the forest is not given either, the rule warns. Agents of Cloud Sync are several on purpose.
# related_resources:
#   - ref: https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-topologies#sync-ad-objects-to-multiple-microsoft-entra-tenants
#     description: Topologies for Microsoft Entra Connect, Sync AD objects to multiple Microsoft Entra tenants
#   - ref: https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-topologies#single-forest-multiple-sync-servers-to-one-microsoft-entra-tenant
#     description: >-
#       Topologies for Microsoft Entra Connect, Single forest multiple sync servers to one Microsoft Entra
#       tenant
#   - ref: https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-prerequisites#cloud-provisioning-agent-requirements
#     description: Prerequisites for Microsoft Entra Cloud Sync, Cloud provisioning agent requirements
# custom:
#   level: error
#   help: install a server for each tenant
#   since: 0.1.0
#   tags: [identity, synchronization]
#   precision: very-high
package tenantlint.rules.identity["sync-server"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.duplicates.syncServers
	rows := connect_servers(shared.rows)
	some server in shared_servers(shared.key, rows)
	tenants := count(lib.tenants(server.rows))
	finding := object.union(server.more, {
		"message": `Entra Connect server "{server}" synchronizes with {count} tenants`,
		"params": {"server": shared.key, "count": lib.number(tenants)},
		"locations": lib.locations(server.rows, "server", "connected"),
	})
}

report contains finding if {
	some shared in input.duplicates.activeSync
	rows := [row | some row in connect_servers(shared.rows); row.server]
	servers := count(server_names(rows))
	servers > 1
	finding := {
		"message": `tenant "{tenant}" has {count} active Entra Connect servers`,
		"params": {"tenant": rows[0].tenant, "count": lib.number(servers)},
		"locations": [loc |
			some row in rows
			loc := {"at": lib.path(row, "server"), "label": `"{server}" is active`, "params": {
				"server": row.server,
			}}
		],
		"help": "set stagingMode to true on all servers but one",
	}
}

# connect_servers lists the rows of Connect Sync servers.
connect_servers(rows) := [row | some row in rows; row.engine == "connectSync"]

# shared_servers lists the servers of one name that synchronize with several tenants. A fully qualified name is a single
# server.
shared_servers(name, rows) := [{"rows": rows, "more": {}}] if {
	contains(name, ".")
	count(lib.tenants(rows)) > 1
}

# A bare host name is one server in each forest.
shared_servers(name, rows) := array.concat(
	[{"rows": same, "more": {}} |
		some same in rows_by_forest(rows)
		count(lib.tenants(same)) > 1
	],
	possibly_shared(rows),
) if {
	not contains(name, ".")
}

# rows_by_forest maps each forest to its rows. Merging objects groups in linear time.
rows_by_forest(rows) := {forest: same |
	some forest, numbered in object.union_n([{row.forest: {i: row}} | some i, row in rows])
	same := [row | some row in numbered]
}

# possibly_shared lists the rows that may be one server because a row names no forest.
possibly_shared(rows) := [{"rows": known, "more": {
	"level": "warning",
	"notes": ["a host name without its domain is taken for one machine where no forest is given"],
	"help": "write the full name of each server, or its forest; one server serves one tenant",
}}] if {
	known := [row | some row in rows; not row.unknown.forest]
	count([row | some row in known; not row.forest]) > 0
	count(lib.tenants(known)) > 1
	count([forest | some forest, same in rows_by_forest(known); count(lib.tenants(same)) > 1]) == 0
} else := []

# server_names is the set of names of distinct servers. A bare host name is the same server as a full name that begins
# with it.
server_names(rows) := full | {name | some name in bare; not name in hosts} if {
	names := {row.server | some row in rows}
	full := {name | some name in names; contains(name, ".")}
	bare := names - full
	hosts := {split(name, ".")[0] | some name in full}
}
