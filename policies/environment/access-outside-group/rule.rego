# METADATA
# title: Access for somebody outside the security group
# description: >-
#   With a security group only its members, and those of the groups in it, become users of the environment;
#   access that is given to somebody else has no effect. A Power Platform administrator enters without the
#   group, a Dynamics 365 administrator does not. Where members of a group are not known, nothing is said.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/control-user-access
#     description: "Control user access to environments: security groups and licenses (2024-12-04)"
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-environment-deployment
#     description: About multiple online environments or tenants, About single tenant with multiple environments
# custom:
#   level: warning
#   help: add them to the security group, or remove the access
#   since: 0.1.0
#   tags: [environment, access]
#   precision: high
package tenantlint.rules.environment["access-outside-group"]

import data.tenantlint.lib
import data.tenantlint.lib.team

report contains finding if {
	some environment in input.environments
	environment.securityGroup
	data.facts.environments.types[environment.type].entry in {"group", "assignment"}
	group_contents := complete_group(environment.securityGroup)
	count({principal.person | some principal in environment.access} - group_contents.persons) > 0
	some principal in environment.access
	principal.person
	not principal.person in group_contents.persons
	not may_administer(principal.person, environment.tenant)
	finding := not_in_group(environment, principal, principal.account)
}

report contains finding if {
	some environment in input.environments
	environment.securityGroup
	data.facts.environments.types[environment.type].entry in {"group", "assignment"}
	some principal in environment.access
	principal.group
	group_contents := complete_group(environment.securityGroup)
	not principal.group in group_contents.groups
	finding := not_in_group(environment, principal, principal.group)
}

not_in_group(environment, principal, name) := {
	"message": concat(" ", [
		"\"{name}\" has access to environment \"{environment}\", but is not in its security group",
		"\"{group}\"",
	]),
	"params": {"name": name, "environment": environment.key, "group": environment.securityGroup},
	"at": principal.at,
	"label": "not a member of the security group",
	"related": [{
		"at": lib.path(environment, "securityGroup"),
		"message": "only members of this group may enter",
	}],
}

# complete_group returns the security group with all nested groups and their members. It is undefined if some members
# are unknown.
complete_group(group) := {"groups": groups, "persons": team.group_persons(group)} if {
	groups := team.nested_groups(group)
	count([key | some key in groups; not is_complete(key)]) == 0
}

is_complete(group) if {
	input.index.groups[group].members
	not input.index.groups[group].unknown.members
}

# may_administer is true if the person is, or may be, a Power Platform administrator, who can enter without the group.
# Administrators by a group are looked up in it; if its members are unknown, anybody may be one.
may_administer(person, tenant) if {
	some row in input.index.byTenant[tenant].administrators
	may_enter_anyway(row)
	may_be_person(row, person)
}

may_administer(_, tenant) if input.index.tenants[tenant].unknown.administrators

may_enter_anyway(row) if {
	some role in row.roles
	lib.role_key(role) in roles_that_enter
}

may_enter_anyway(row) if row.unknown.roles

roles_that_enter contains lib.role_key(role) if some role in data.facts.environments.enterAnyway

may_be_person(row, person) if row.person == person

may_be_person(row, _) if {
	not row.person
	not row.group
}

may_be_person(row, person) if {
	row.group
	person in team.group_persons(row.group)
}

may_be_person(row, _) if {
	row.group
	some group in team.nested_groups(row.group)
	not input.index.groups[group].members
}
