# METADATA
# title: Residency requirement weakened
# description: >-
#   A residency entry says where data of a class about the people of a country may be. A change that takes
#   the entry away, or allows more locations, may be meant, but should not pass a review unseen.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/security/data-storage
#     description: Data storage and governance in Power Platform
# custom:
#   level: warning
#   help: restore it, or confirm in the review that it should go
#   since: 0.1.0
#   aliases: [change/weakened]
#   tags: [change, residency]
#   precision: high
package tenantlint.rules.change["residency-weakened"]

import data.tenantlint.lib
import data.tenantlint.lib.residency

report contains finding if {
	not input.index.topology.unknown.residency
	some change in input.changedResidency
	not change.after
	not change.before.class in residency.undetermined_classes
	finding := {
		"message": `the residency entry for {data} is gone`,
		"params": {"data": describe(change.before)},
		"at": change.at,
	}
}

report contains finding if {
	some change in input.changedResidency
	not change.before.unknown.allowedLocations
	before := {l | some l in change.before.allowedLocations}
	more := [l | some l in change.after.allowedLocations; not l in before]
	count(more) > 0
	finding := {
		"message": `the residency entry for {data} allows "{more}" now`,
		"params": {"data": describe(change.after), "more": more},
		"at": lib.path(change.after, "allowedLocations"),
	}
}

describe(row) := sprintf("%s data of %s", [row.class, row.subjects]) if row.subjects

describe(row) := sprintf("%s data", [row.class]) if not row.subjects
