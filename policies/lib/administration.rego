package tenantlint.lib

# administers_power_platform is true if a role of the administrator administers Power Platform. Roles match by any of
# their names.
administers_power_platform(administrator) if {
	some role in administrator.roles
	roles_by_name[role_key(role)]
}

# needs_no_license is true if the administrator has a role that works without a license.
needs_no_license(administrator) if {
	some role in administrator.roles
	roles_by_name[role_key(role)].withoutLicense
}

# roles_by_name maps each name of a role, in lower case and without spaces, to the role.
roles_by_name := {name: role |
	some role in data.facts.administration.roles
	some name in role.names
}

# role_key normalizes the name of a role to a key of roles_by_name.
role_key(name) := replace(lower(name), " ", "")

# administers_internal_tenant is true if the administrator has an account in the tenant, and the tenant is not a
# partner's.
administers_internal_tenant(administrator) if {
	administrator.delegated == false
	input.index.tenants[administrator.tenant].relationship == "internal"
}

# administrator_persons is the set of persons behind an administrator entry: one person, or the members of a group.
administrator_persons(administrator) := {administrator.person}

administrator_persons(administrator) := nested_group_members(administrator.group)

nested_group_members(group) := direct_members(group) | {person |
	some member in input.index.groups[group].members
	some person in direct_members(member.group)
}

direct_members(group) := {member.person | some member in input.index.groups[group].members}
