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
	rows := machines(shared.rows)
	some machine in shares(shared.key, rows)
	tenants := count(lib.tenants(machine.rows))
	finding := object.union(machine.more, {
		"message": `Entra Connect server "{server}" synchronizes with {count} tenants`,
		"params": {"server": shared.key, "count": lib.number(tenants)},
		"locations": lib.locations(machine.rows, "server", "connected"),
	})
}

report contains finding if {
	some shared in input.duplicates.activeSync
	rows := [row | some row in machines(shared.rows); row.server]
	servers := count(active(rows))
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

# machines are the servers of Connect Sync among rows.
machines(rows) := [row | some row in rows; row.engine == "connectSync"]

# shares are the machines of one name that synchronize with several tenants. A full name is one machine.
shares(name, rows) := [{"rows": rows, "more": {}}] if {
	contains(name, ".")
	count(lib.tenants(rows)) > 1
}

# A bare host name is one machine in each forest.
shares(name, rows) := array.concat(
	[{"rows": same, "more": {}} |
		some same in forests(rows)
		count(lib.tenants(same)) > 1
	],
	doubtful(rows),
) if {
	not contains(name, ".")
}

# forests are the rows of each forest. Merging objects groups in linear time.
forests(rows) := {forest: same |
	some forest, numbered in object.union_n([{row.forest: {i: row}} | some i, row in rows])
	same := [row | some row in numbered]
}

# doubtful are rows of which one does not say the forest of its server.
doubtful(rows) := [{"rows": known, "more": {
	"level": "warning",
	"notes": ["a host name without its domain is taken for one machine where no forest is given"],
	"help": "write the full name of each server, or its forest; one server serves one tenant",
}}] if {
	known := [row | some row in rows; not row.unknown.forest]
	count([row | some row in known; not row.forest]) > 0
	count(lib.tenants(known)) > 1
	count([forest | some forest, same in forests(known); count(lib.tenants(same)) > 1]) == 0
} else := []

# active are the names of the machines among rows: a bare host name is that of a full one which begins with it.
active(rows) := full | {name | some name in bare; not name in hosts} if {
	names := {row.server | some row in rows}
	full := {name | some name in names; contains(name, ".")}
	bare := names - full
	hosts := {split(name, ".")[0] | some name in full}
}
