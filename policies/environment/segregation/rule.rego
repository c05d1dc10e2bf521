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
	exclusive(environment)
	some i, set in environment.data
	some j, other in environment.data
	i < j
	excludes(set, other)
	finding := {
		"message": sprintf("data sets %q and %q must not share an environment, but both lie in %q", [set.name, other.name, environment.key]),
		"sites": [
			{"at": lib.place(set, "name"), "label": said(set, other)},
			{"at": lib.place(other, "name"), "label": said(other, set)},
		],
	}
}

# exclusive holds where a data set demands anything at all, which few do.
exclusive(environment) if {
	some set in environment.data
	count(set.mustNotShareWith) > 0
}

excludes(set, other) if names(set, other)

excludes(set, other) if names(other, set)

names(set, other) if other.name in object.get(set, "mustNotShareWith", [])

said(set, other) := sprintf("must not share with %q", [other.name]) if names(set, other)

said(set, other) := "lies here too" if not names(set, other)
