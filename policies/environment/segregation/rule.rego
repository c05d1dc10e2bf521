# METADATA
# title: Data sets that must be separate share an environment
# description: >-
#   Business units inside one environment cannot separate everything; several environments are the way to
#   segregate data. A data set that lists others with which it must not share an environment is checked, also
#   where a flow, a connection or a copy brings the other one there. Names are compared without case. A name
#   that is not the name of a data set has no effect: it is a warning if it is misspelled, and a note otherwise.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#uses-for-multiple-environments
#     description: About multiple online environments or tenants, Uses for multiple environments
# custom:
#   level: error
#   help: move one of the data sets to an environment of its own
#   since: 0.1.0
#   tags: [environment, data]
#   precision: very-high
package tenantlint.rules.environment.segregation

import data.tenantlint.lib

report contains finding if {
	some environment in input.environments
	some pair in conflicting_pairs(environment.data)
	set := environment.data[pair[0]]
	other := environment.data[pair[1]]
	finding := {
		"message": "data sets \"{set}\" and \"{other}\" must not share an environment, but are both in \"{environment}\"",
		"params": {"set": set.name, "other": other.name, "environment": environment.key},
		"locations": [
			{"at": lib.path(set, "name"), "label": label(set, other, "other")},
			{"at": lib.path(other, "name"), "label": label(other, set, "set")},
		],
	}
}

# A data set that flows bring to an environment that lists a conflicting one.
report contains finding if {
	some row in input.arrivals
	environment := input.index.environments[row.environment]
	some n in conflicting(row, environment.data)
	other := environment.data[n]
	finding := arrival_finding(row, other.name, lib.path(other, "name"))
}

# Two data sets that flows bring to an environment that lists neither.
report contains finding if {
	some shared in input.duplicates.arrivals
	some pair in conflicting_pairs(shared.rows)
	row := shared.rows[pair[1]]
	other := shared.rows[pair[0]]
	finding := arrival_finding(row, other.name, other.at)
}

# A ban that names no data set.
report contains finding if {
	some row in input.unmatchedBans
	finding := object.union(
		{
			"message": "data set \"{set}\" must not share an environment with \"{name}\", but no data set has this name",
			"params": {"set": row.dataSet, "name": row.name},
			"at": row.at,
			"level": ban_level(row),
			"help": "correct the name, or remove it",
		},
		{"suggestion": row.suggestion | row.suggestion},
	)
}

ban_level(row) := "warning" if row.slip

ban_level(row) := "note" if not row.slip

arrival_finding(row, other, at) := {
	"message": concat("", [describe_arrival(row), ", where \"{other}\" is, and the two must be kept apart"]),
	"params": {
		"set": row.name,
		"environment": row.environment,
		"other": other,
		"origin": row.origin,
	},
	"at": row.at,
	"label": "from \"{origin}\"",
	"related": [
		{"at": row.originAt, "message": "data set \"{set}\" is listed here"},
		{"at": at, "message": "data set \"{other}\" comes in here"},
	],
	"help": "remove the flow, or move one of the data sets to another environment",
}

describe_arrival(row) := sprintf("%s brings data set \"{set}\" to \"{environment}\"", [carriers[row.by]])

describe_arrival(row) := "data set \"{set}\" is mastered in \"{environment}\"" if not row.by

carriers := {"master data": "a master data flow", "connection": "a connection", "copy": "a copy"}

# conflicting is the set of indexes of the data sets that the row must not share with, or that must not share with it,
# except for the same data set.
conflicting(row, sets) := {n | some name in row.mustNotShareWith; some n in first_two(sets)[lower(name)]} | {n |
	some n, set in sets
	lower(set.name) != row.key
	some name in set.mustNotShareWith
	lower(name) == row.key
}

# conflicting_pairs is the set of pairs of indexes of data sets one of which must not share with the other. The first of
# several with the same name represents all of them.
conflicting_pairs(sets) := {sort([i, j]) |
	some i, set in sets
	some name in set.mustNotShareWith
	j := [n | some n in first_two(sets)[lower(name)]; n != i][0]
}

# first_two maps each name to the indexes of the first two data sets with that name. Merging objects groups in
# linear time.
first_two(sets) := {name: array.slice([i | some i, _ in indexes], 0, 2) |
	some name, indexes in object.union_n([{lower(set.name): {i: true}} | some i, set in sets])
}

label(set, other, param) := sprintf("must not share with \"{%s}\"", [param]) if lower(other.name) in banned_names(set)

label(set, other, _) := "is here too" if not lower(other.name) in banned_names(set)

banned_names(set) := {lower(name) | some name in set.mustNotShareWith}
