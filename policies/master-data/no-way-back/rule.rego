# METADATA
# title: Local changes of master data do not reach the master
# description: >-
#   Changes are made in the master itself, by users who go to it, or locally and then passed on to it. Where
#   they are captured locally, every environment that receives the master data needs a path of flows back to
#   the master, else its changes stay where they were made. Where they are made in the master, a flow into it
#   overwrites what the central team decided. An environment that the master does not reach is a finding of
#   master-data/unreached.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#master-data-management
#     description: About multiple online environments or tenants, Master data management
# custom:
#   level: error
#   help: add a flow back to the master, or let the changes be made in the master
#   since: 0.1.0
#   tags: [master-data, flow]
#   precision: high
package tenantlint.rules["master-data"]["no-way-back"]

import data.tenantlint.lib
import data.tenantlint.lib.graph as paths

report contains finding if {
	some row in input.masterData
	row.changePath == "localThenForward"
	stranded := paths.reachable(row) - paths.reaching_master(row)
	some env, at in receiver_paths(row)
	env in stranded
	finding := {
		"message": "no path of flows leads from \"{environment}\" back to the master \"{master}\"",
		"params": {"environment": env, "master": row.master},
		"at": at,
		"label": "changes that are made here stay here",
		"related": [{
			"at": lib.path(row, "changePath"),
			"message": "changes are made locally and passed on to the master",
		}],
	}
}

report contains finding if {
	some row in input.masterData
	row.changePath in {"master", "remoteToMaster"}
	some flow in row.flows
	flow.to == row.master
	flow.from != row.master
	finding := {
		"message": "a flow goes from \"{environment}\" into the master \"{master}\", where changes are made",
		"params": {"environment": flow.from, "master": row.master},
		"at": lib.path(flow, "to"),
		"label": "overwrites what the master holds",
		"related": [{"at": lib.path(row, "changePath"), "message": "changes are made in the master"}],
		"help": "remove the flow, or say localThenForward if changes are passed on to the master",
	}
}

# receiver_paths maps the environments in scope, or without a scope the targets of flows, to their paths.
receiver_paths(row) := object.union_n([{env.key: env.at} | some env in array.reverse(row.scope)]) if row.scope

receiver_paths(row) := object.union_n([{flow.to: lib.path(flow, "to")} |
	some flow in array.reverse(row.flows)
]) if {
	not row.scope
}
