# METADATA
# title: Requesters approve their own changes of master data
# description: >-
#   Approval protects against fraud because it goes to another, independent team. If the team that requests
#   changes approves them as well, there is no second opinion; if only one person is in both, there is none for
#   that person's requests. Members of groups count, also of groups in groups at any depth, and one person
#   counts as one, whichever account is listed.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#master-data-management
#     description: About multiple online environments or tenants, Master data management
# custom:
#   level: error
#   help: let a team approve that is not involved in the request
#   since: 0.1.0
#   tags: [master-data, approval, security]
#   precision: high
#   security-severity: "5.0"
package tenantlint.rules["master-data"]["separation-of-duties"]

import data.tenantlint.lib.team

report contains finding if {
	some row in input.masterData
	some level in row.approval.levels
	is_own_team(row, level)
	finding := {
		"message": "team \"{team}\" asks for changes of master data \"{masterData}\" and approves them",
		"params": {"team": level.team.name, "masterData": row.name},
		"at": level.team.at,
		"label": "approves",
		"related": [{"at": row.requesters.at, "message": "asks for changes"}],
	}
}

report contains finding if {
	some row in input.masterData
	some level in row.approval.levels
	not is_own_team(row, level)
	approving_requesters := team.common_persons(row.requesters, level)
	count(approving_requesters) > 0
	finding := {
		"level": "warning",
		"message": "\"{people}\" may ask for changes of master data \"{masterData}\" and approve them",
		"params": {"people": approving_requesters, "masterData": row.name},
		"at": approver_path(level, approving_requesters[0]),
		"label": "approves",
		"related": [{"at": row.requesters.at, "message": "asks for changes"}],
		"help": "take the person out of one of the two teams",
	}
}

is_own_team(row, level) if team.same_team(row.requesters, level.team)

# approver_path returns the path of the approver, in person or by a group, or else of the level's team.
approver_path(level, person) := [approver.at | some approver in level.approvers; is_person(approver, person)][0] if {
	level.approvers
}

approver_path(level, _) := level.team.at if not level.approvers

is_person(approver, person) if team.person(approver) == person

is_person(approver, person) if person in team.group_persons(approver.group)
