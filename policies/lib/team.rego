# METADATA
# description: Teams of people, and who decides for them.
package tenantlint.lib.team

# same says that two teams are one: a group of a tenant, an account, or a name.
same(a, b) if a.group == b.group

same(a, b) if who(a) == who(b)

same(a, b) if {
	a.name == b.name
	not a.group
	not b.group
}

# who is the person that an entry names, however it is written.
who(entry) := object.get(entry, "person", entry.account)

# persons are the people in a team: of a group its members and those of the groups in it.
persons(team) := people(team.group)

persons(team) := {who(team)}

persons(team) := set() if {
	not team.group
	not team.account
}

# people are the members of a group, through six levels of groups in groups: Rego has no recursion. Each
# level is asked by the group alone, so that it is put together once for all teams that it is.
people(group) := level_five(group)

level_five(group) := members(group) | union({level_four(inner) | some inner in inside(group)})

level_four(group) := members(group) | union({level_three(inner) | some inner in inside(group)})

level_three(group) := members(group) | union({level_two(inner) | some inner in inside(group)})

level_two(group) := members(group) | union({level_one(inner) | some inner in inside(group)})

level_one(group) := members(group) | union({members(inner) | some inner in inside(group)})

members(group) := {who(member) | some member in input.index.groups[group].members}

# inside are the groups that are members of a group.
inside(group) := {member.group | some member in input.index.groups[group].members}

# open are the groups in a group, itself included, whose members are not all known.
open(group) := {each |
	some each in within(group)
	not closed(each)
}

closed(group) if {
	known := input.index.groups[group]
	not known.unknown.members
}

# within are the groups in a group, itself included, through six levels.
within(group) := reached(reached(reached(reached(reached({group})))))

reached(groups) := groups | union({inside(group) | some group in groups})

# both are the persons that are in a team and approve at a level.
both(team, level) := common(team.group, level.team.group) if {
	not level.approvers
	not level.unknown.approvers
} else := sort(persons(team) & approvers(level))

# common is asked by the groups alone, as people is.
common(group, other) := sort(people(group) & people(other))

# approvers are the people that approve at a level: those it lists, in person or by a group, else those
# in its team.
approvers(level) := {who(approver) | some approver in level.approvers} | union({people(approver.group) |
	some approver in level.approvers
}) if {
	level.approvers
}

approvers(level) := persons(level.team) if {
	not level.approvers
	not level.unknown.approvers
}
