# METADATA
# title: Data that must be kept apart lies in separate environments
# description: >-
#   Business units inside one environment cannot separate everything; where data has to be segregated,
#   that is what several environments are for. A data set that says with which others it must not share
#   an environment is taken at its word.
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
	some pair in apart(environment.data)
	set := environment.data[pair[0]]
	other := environment.data[pair[1]]
	finding := {
		"message": sprintf("data sets %q and %q must not share an environment, but both lie in %q", [set.name, other.name, environment.key]),
		"sites": [
			{"at": lib.place(set, "name"), "label": said(set, other)},
			{"at": lib.place(other, "name"), "label": said(other, set)},
		],
	}
}

# apart are the pairs of data sets, by number, of which one must not share with the other. Of several of one
# name, the first stands for all.
apart(sets) := {sort([i, j]) |
	some i, set in sets
	some name in set.mustNotShareWith
	j := [n | some n in first_two(sets)[name]; n != i][0]
}

# first_two maps each name to the numbers of the first two data sets that have it. Merging objects groups in
# linear time.
first_two(sets) := {name: array.slice([i | some i, _ in numbers], 0, 2) |
	some name, numbers in object.union_n([{set.name: {i: true}} | some i, set in sets])
}

said(set, other) := sprintf("must not share with %q", [other.name]) if other.name in barred(set)
said(set, other) := "lies here too" if not other.name in barred(set)

barred(set) := {name | some name in set.mustNotShareWith}
