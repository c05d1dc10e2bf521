# METADATA
# title: Changes of master data pass two independent levels of approval
# description: >-
#   A second level of authorisation keeps one person, or a group of people who work closely together,
#   from pushing a change through. It is a second level only if another team, with other people, decides
#   there. A level whose team or approvers are not known counts as independent.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#master-data-management
#     description: About multiple online environments or tenants, Master data management
# custom:
#   level: warning
#   help: add a level with a team and approvers of its own
#   since: 0.1.0
#   tags: [master-data, approval]
#   precision: high
package tenantlint.rules["master-data"]["second-level"]

import data.tenantlint.lib
import data.tenantlint.lib.team

report contains finding if {
	some row in input.masterData
	count(row.approval.levels) == 1
	not row.approval.unknown.levels
	finding := {
		"message": sprintf("changes of master data %q pass one level of approval", [row.name]),
		"at": lib.place(row.approval, "levels"),
		"label": "one level",
	}
}

report contains finding if {
	some row in input.masterData
	not row.approval.unknown.levels
	levels := row.approval.levels
	count(levels) > 1
	not independent(levels)
	finding := {
		"message": sprintf("the %s levels of approval of master data %q are not independent", [lib.number(count(levels)), row.name]),
		"at": lib.place(row.approval, "levels"),
		"label": "the same team or person decides at several",
		"related": [{"at": level.team.at, "message": sprintf("team %q decides here", [level.team.name])} | some level in levels],
	}
}

# A manifest has a handful of levels, so that each may be held against each; of very many nothing is said.
independent(levels) if count(levels) > 100
independent(levels) if {
	some i, one in levels
	some other in array.slice(levels, i + 1, count(levels))
	not alike(one, other)
}

alike(one, other) if team.same(one.team, other.team)

alike(one, other) if count(team.approvers(one) & team.approvers(other)) > 0
