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
persons(team) := ({account | account := team.account} | {account | some account in members(team.group)}) | {account |
	some member in input.index.groups[team.group].members
	some account in members(member.group)
}

members(group) := {member.account | some member in input.index.groups[group].members}

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
