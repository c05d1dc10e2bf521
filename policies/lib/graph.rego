# METADATA
# description: The flows of one master data set as a graph.
package tenantlint.lib.graph

# flows are the flows of a master data set; undefined where a manifest leaves one of them open.
flows(row) := list if {
	not row.unknown.flows
	list := object.get(row, "flows", [])
	every flow in list {
		flow.from
		flow.to
	}
}

# onward maps each environment to those that flows take its data to.
onward(list) := grouped(array.concat(
	[{flow.from: {flow.to: []}} | some flow in list],
	[{flow.to: {}} | some flow in list],
))

# backward maps each environment to those that flows bring it data from.
backward(list) := grouped(array.concat(
	[{flow.to: {flow.from: []}} | some flow in list],
	[{flow.from: {}} | some flow in list],
))

# Merging objects groups in linear time, which a comprehension for each environment would not.
grouped(edges) := {env: object.keys(next) | some env, next in object.union_n(edges)}

# reached are the environments to which flows lead from the master, itself included.
reached(row) := graph.reachable(onward(flows(row)), {row.master}) | {row.master}

# returning are the environments from which flows lead to the master, itself included.
returning(row) := graph.reachable(backward(flows(row)), {row.master}) | {row.master}
