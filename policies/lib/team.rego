# METADATA
# description: Teams of people, and their approvers.
package tenantlint.lib.team

# same_team is true if two entries refer to the same team: the same group, person or name.
same_team(a, b) if a.group == b.group

same_team(a, b) if person(a) == person(b)

same_team(a, b) if {
	a.name == b.name
	not a.group
	not b.group
}

# person identifies the person that an entry names, however the account is written.
person(entry) := object.get(entry, "person", entry.account)

# persons is the set of people in a team. For a group, these are its members and those of nested groups.
persons(team) := group_persons(team.group)

persons(team) := {person(team)}

persons(team) := set() if {
	not team.group
	not team.account
}

# group_persons takes only the group, so that OPA evaluates it once for all teams of the group.
group_persons(group) := {person(member) | some member in nested_members(group)}

# nested_members lists the accounts in a group and in its nested groups, as declared.
nested_members(group) := [member |
	some key in nested_groups(group)
	some member in input.index.groups[key].members
	member.account
]

# nested_groups is the set of a group and the groups in it, at any depth.
nested_groups(group) := graph.reachable(object.get(input.index, "nested", {}), {group}) | {group}

# incomplete_groups is the set of groups, of a group and its nested groups, with unknown members.
incomplete_groups(group) := {nested |
	some nested in nested_groups(group)
	not members_known(nested)
}

members_known(group) if {
	known := input.index.groups[group]
	not known.unknown.members
}

# common_persons lists the persons who are in a team and approve at a level.
common_persons(team, level) := common_group_persons(team.group, level.team.group) if {
	not level.approvers
	not level.unknown.approvers
} else := sort(persons(team) & approvers(level))

# common_group_persons takes only the groups, like group_persons.
common_group_persons(group, other) := sort(group_persons(group) & group_persons(other))

# approvers is the set of people who approve at a level: the approvers it lists, in person or by a group, or else the
# members of its team.
approvers(level) := {person(approver) | some approver in level.approvers} | {member |
	some approver in level.approvers
	some member in group_persons(approver.group)
} if {
	level.approvers
}

approvers(level) := persons(level.team) if {
	not level.approvers
	not level.unknown.approvers
}
