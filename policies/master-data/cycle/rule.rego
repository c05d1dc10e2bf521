# METADATA
# title: Master data flows form a cycle
# description: >-
#   Flows lead from the master outwards. If they lead back to where the data has been, an old version can
#   overtake a newer one, and a change runs round without end. A way back to the master belongs to changes
#   that are captured locally and is permitted there; where changes are made in the master, a flow into it is
#   a finding of master-data/no-way-back.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#master-data-management
#     description: About multiple online environments or tenants, Master data management
# custom:
#   level: warning
#   help: remove a flow, so that each environment receives the data from the master on one path
#   since: 0.1.0
#   tags: [master-data, flow]
#   precision: high
package tenantlint.rules["master-data"].cycle

import data.tenantlint.lib
import data.tenantlint.lib.graph as paths

# A cycle that includes the master.
report contains finding if {
	some row in input.masterData
	not row.changePath
	not row.unknown.changePath
	members := paths.reachable(row) & paths.reaching_master(row)
	flows := [flow | some flow in row.flows; flow.from in members; flow.to in members]
	count(flows) > 0
	finding := object.union(
		flow_cycle(row.name, [object.union(flow, {"at": lib.path(flow, "to")}) | some flow in flows]),
		{"help": "remove a flow, or say localThenForward if changes are passed on to the master"},
	)
}

# A cycle without the master.
report contains finding if {
	some cycle in input.flowCycles
	every flow in cycle.flows {
		flow.from != cycle.master
	}
	finding := flow_cycle(cycle.masterData, cycle.flows)
}

flow_cycle(name, flows) := {
	"message": "flows of master data \"{masterData}\" form a cycle: \"{environments}\"",
	"params": {
		"masterData": name,
		"environments": {flow.from | some flow in flows},
		"from": flows[0].from,
		"to": flows[0].to,
	},
	"at": flows[0].at,
	"label": "from \"{from}\" to \"{to}\"",
	"related": [{
		"at": flow.at,
		"message": "from \"{from}\" to \"{to}\"",
		"params": {"from": flow.from, "to": flow.to},
	} |
		some flow in array.slice(flows, 1, count(flows))
	],
}
