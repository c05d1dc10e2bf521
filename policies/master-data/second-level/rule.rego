# METADATA
# title: Master data changed without a second independent approval
# description: >-
#   A second level of authorization keeps one person, or a group of people who work closely together, from
#   pushing a change through. It is a second level only if another team, with other people, decides there. A
#   level whose team or approvers are not known counts as independent.
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
		"message": "changes of master data \"{masterData}\" pass one level of approval",
		"params": {"masterData": row.name},
		"at": lib.path(row.approval, "levels"),
		"label": "one level",
	}
}

report contains finding if {
	some row in input.masterData
	not row.approval.unknown.levels
	levels := row.approval.levels
	count(levels) > 1
	not are_independent(levels)
	finding := {
		"message": "the {count} levels of approval of master data \"{masterData}\" are not independent",
		"params": {"masterData": row.name, "count": lib.number(count(levels))},
		"at": lib.path(row.approval, "levels"),
		"label": "the same team or person decides at several",
		"related": [{
			"at": level.team.at,
			"message": "team \"{team}\" decides here",
			"params": {"team": level.team.name},
		} |
			some level in levels
		],
	}
}

# are_independent compares each pair of levels. A manifest has a handful of them; more than 100 are not evaluated.
are_independent(levels) if count(levels) > 100

are_independent(levels) if {
	some i, one in levels
	some other in array.slice(levels, i + 1, count(levels))
	not same_approvers(one, other)
}

same_approvers(one, other) if team.same_team(one.team, other.team)

same_approvers(one, other) if count(team.approvers(one) & team.approvers(other)) > 0
