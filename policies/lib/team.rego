# METADATA
# description: Teams of people, and who decides for them.
package tenantlint.lib.team

# same says that two teams are one: a group of a tenant, an account, or a name.
same(a, b) if a.group == b.group

same(a, b) if a.account == b.account

same(a, b) if {
	a.name == b.name
	not a.group
	not b.group
}

# persons are the accounts in a team: of a group its members and those of the groups in it.
persons(team) := people(team.group)
persons(team) := {team.account}
persons(team) := set() if {
	not team.group
	not team.account
}

# people is asked by the group alone, so that it is put together once for all teams that it is.
people(group) := members(group) | {account |
	some member in input.index.groups[group].members
	some account in members(member.group)
}

members(group) := {member.account | some member in input.index.groups[group].members}

# both are the persons that are in a team and approve at a level.
both(team, level) := common(team.group, level.team.group) if {
	not level.approvers
	not level.unknown.approvers
} else := sort(persons(team) & approvers(level))

# common is asked by the groups alone, as people is.
common(group, other) := sort(people(group) & people(other))

# approvers are the accounts that approve at a level: those it lists, in person or by a group, else those
# in its team.
approvers(level) := {approver.account | some approver in level.approvers} | {account |
	some approver in level.approvers
	some account in members(approver.group)
} if {
	level.approvers
}

approvers(level) := persons(level.team) if {
	not level.approvers
	not level.unknown.approvers
}
