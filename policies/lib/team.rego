# METADATA
# description: Teams of people, and who decides for them.
package tenantlint.lib.team

# same says that two teams are one: a group of a tenant, a person, or a name.
same(a, b) if a.group == b.group

same(a, b) if who(a) == who(b)

same(a, b) if {
	a.name == b.name
	not a.group
	not b.group
}

# who is the person that an entry names, however it is written.
who(entry) := object.get(entry, "person", entry.account)

# persons are the people in a team: of a group its members and those of the groups in it, at any depth.
persons(team) := people(team.group)

persons(team) := {who(team)}

persons(team) := set() if {
	not team.group
	not team.account
}

# people takes only the group, so that it is evaluated once for all its teams.
people(group) := {who(member) | some member in members_within(group)}

# members_within are the accounts in a group and in the groups in it, as they are listed.
members_within(group) := [member |
	some key in within(group)
	some member in input.index.groups[key].members
	member.account
]

# within are a group and the groups in it, at any depth.
within(group) := graph.reachable(object.get(input.index, "nested", {}), {group}) | {group}

# open are the groups in a group, itself included, whose members are not all known.
open(group) := {each |
	some each in within(group)
	not closed(each)
}

closed(group) if {
	known := input.index.groups[group]
	not known.unknown.members
}

# both are the persons that are in a team and approve at a level.
both(team, level) := common(team.group, level.team.group) if {
	not level.approvers
	not level.unknown.approvers
} else := sort(persons(team) & approvers(level))

# common takes only the groups, like people.
common(group, other) := sort(people(group) & people(other))

# approvers are the people who approve at a level: those it lists, in person or by a group, else those in its team.
approvers(level) := {who(approver) | some approver in level.approvers} | {member |
	some approver in level.approvers
	some member in people(approver.group)
} if {
	level.approvers
}

approvers(level) := persons(level.team) if {
	not level.approvers
	not level.unknown.approvers
}
