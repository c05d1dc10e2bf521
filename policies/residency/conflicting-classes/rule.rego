# METADATA
# title: One data set with two classes
# description: >-
#   One name is one and the same data everywhere, so that it has one class. With two, one of them decides
#   nothing, or the wrong rules apply. Sample data of a set in another environment is not a conflict.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#security-and-privacy
#     description: About multiple online environments or tenants, Security and privacy
# custom:
#   level: warning
#   help: give the data set one class, or each of the two sets a name of its own
#   since: 0.1.0
#   tags: [residency]
#   precision: high
package tenantlint.rules.residency["conflicting-classes"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.duplicates.dataSets
	rows := [row | some row in shared.rows; row.environment; row.class != "sample"]
	count({row.class | some row in rows}) > 1
	finding := conflict(shared.rows[0].name, rows)
}

# In the same environment, sample data is a conflict as well.
report contains finding if {
	some shared in input.duplicates.dataSets
	count({row.class | some row in shared.rows; row.class != "sample"}) < 2
	samples := {row.environment | some row in shared.rows; row.class == "sample"}
	real := {row.environment | some row in shared.rows; row.class != "sample"}
	some environment in (samples & real)
	rows := [row | some row in shared.rows; row.environment == environment; row.class]
	finding := conflict(shared.rows[0].name, rows)
}

conflict(name, rows) := {
	"message": "data set \"{set}\" has {count} classes: \"{classes}\"",
	"params": {"set": name, "classes": classes, "count": lib.number(count(classes))},
	"locations": [{
		"at": lib.path(row, "class"),
		"label": "class \"{class}\" in environment \"{environment}\"",
		"params": {"class": row.class, "environment": row.environment},
	} |
		some row in rows
	],
} if {
	classes := {row.class | some row in rows}
}
