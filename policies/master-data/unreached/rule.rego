# METADATA
# title: Environment in scope that the master data does not reach
# description: >-
#   Master data is only worth its name where every environment works with its latest version, so a path of
#   flows has to lead from the master to each environment in scope, directly or through others. An
#   environment without such a path keeps what it had on the first day.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#master-data-management
#     description: About multiple online environments or tenants, Master data management
# custom:
#   level: error
#   help: add a flow to the environment, or take it out of the scope
#   since: 0.1.0
#   tags: [master-data, flow]
#   precision: very-high
package tenantlint.rules["master-data"].unreached

import data.tenantlint.lib.graph as paths

report contains finding if {
	some row in input.masterData
	reached := paths.reachable(row)
	sources := paths.predecessors(paths.flows(row))
	some target in row.scope
	not target.key in reached
	from := object.get(sources, [target.key], set())
	finding := {
		"message": "no path of flows leads from the master \"{master}\" to \"{environment}\"",
		"params": {"master": row.master, "environment": target.key, "from": sort(from)},
		"at": target.at,
		"label": label(from),
	}
}

label(from) := "in scope, but no flow comes here" if count(from) == 0

label(from) := "in scope, but receives from \"{from}\", not reached either" if count(from) > 0
