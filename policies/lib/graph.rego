# METADATA
# description: The flows of one master data set as a graph.
package tenantlint.lib.graph

# flows lists the flows of a master data set. It is undefined if a flow, or an end of one, is unknown.
flows(row) := list if {
	not row.unknown.flows
	list := object.get(row, "flows", [])
	every flow in list {
		flow.from
		flow.to
	}
}

# successors maps each environment to the environments that flows take its data to.
successors(list) := adjacency(array.concat(
	[{flow.from: {flow.to: []}} | some flow in list],
	[{flow.to: {}} | some flow in list],
))

# predecessors maps each environment to the environments that flows bring data from.
predecessors(list) := adjacency(array.concat(
	[{flow.to: {flow.from: []}} | some flow in list],
	[{flow.from: {}} | some flow in list],
))

# adjacency merges edges into a graph. Merging objects groups in linear time; a comprehension for each environment would
# not.
adjacency(edges) := {env: object.keys(next) | some env, next in object.union_n(edges)}

# reachable is the set of environments that flows reach from the master, including the master.
reachable(row) := graph.reachable(successors(flows(row)), {row.master}) | {row.master}

# reaching_master is the set of environments from which flows reach the master, including the master.
reaching_master(row) := graph.reachable(predecessors(flows(row)), {row.master}) | {row.master}
