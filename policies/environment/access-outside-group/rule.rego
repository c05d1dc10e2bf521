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
	inside := closed(environment.securityGroup)
	count({principal.person | some principal in environment.access} - inside.persons) > 0
	some principal in environment.access
	principal.person
	not principal.person in inside.persons
	not administers(principal.person, environment.tenant)
	finding := outside(environment, principal, principal.account)
}

report contains finding if {
	some environment in input.environments
	environment.securityGroup
	data.facts.environments.types[environment.type].entry in {"group", "assignment"}
	some principal in environment.access
	principal.group
	inside := closed(environment.securityGroup)
	not principal.group in inside.groups
	finding := outside(environment, principal, principal.group)
}

outside(environment, principal, name) := {
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

# closed is the security group with all groups in it and their members; undefined where some are not known.
closed(group) := {"groups": groups, "persons": team.group_persons(group)} if {
	groups := team.nested_groups(group)
	count([key | some key in groups; not complete(key)]) == 0
}

complete(group) if {
	input.index.groups[group].members
	not input.index.groups[group].unknown.members
}

# administers holds for a Power Platform administrator, who enters without the group. Administrators by a group are
# looked up in it; where its members are not known, everybody may be one.
administers(person, tenant) if {
	some row in input.index.byTenant[tenant].administrators
	enters(row)
	may_be(row, person)
}

administers(_, tenant) if input.index.tenants[tenant].unknown.administrators

enters(row) if {
	some role in row.roles
	lib.role_key(role) in enter_anyway
}

enters(row) if row.unknown.roles

enter_anyway contains lib.role_key(role) if some role in data.facts.environments.enterAnyway

may_be(row, person) if row.person == person

may_be(row, _) if {
	not row.person
	not row.group
}

may_be(row, person) if {
	row.group
	person in team.group_persons(row.group)
}

may_be(row, _) if {
	row.group
	some group in team.nested_groups(row.group)
	not input.index.groups[group].members
}
