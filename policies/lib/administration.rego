package tenantlint.lib

# administers holds for an administrator with a role that administers Power Platform, by any of its names.
administers(administrator) if {
	some role in administrator.roles
	role_names[role_key(role)]
}

# needs_no_license holds for an administrator with a role that works without a license.
needs_no_license(administrator) if {
	some role in administrator.roles
	role_names[role_key(role)].withoutLicense
}

# role_names maps each name of a role, in lower case and without spaces, to the role.
role_names := {name: role |
	some role in data.facts.administration.roles
	some name in role.names
}

# role_key is the name of a role as the table has it.
role_key(name) := replace(lower(name), " ", "")

# administers_here holds for an administrator who has an account in the tenant, which is not a partner's.
administers_here(administrator) if {
	administrator.delegated == false
	input.index.tenants[administrator.tenant].relationship == "internal"
}

# people_of are the persons who an administrator is: one, or those of a group.
people_of(administrator) := {administrator.person}

people_of(administrator) := in_group(administrator.group)

in_group(group) := direct(group) | {person |
	some member in input.index.groups[group].members
	some person in direct(member.group)
}

direct(group) := {member.person | some member in input.index.groups[group].members}
