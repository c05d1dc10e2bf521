# METADATA
# title: Production environment that fewer than two people can enter
# description: >-
#   Somebody must be able to enter when one person is ill or has left. The people are the members of the environment's
#   security group.
# custom:
#   level: warning
#   help: add a second member to the security group
package tenantlint.rules.owner.production

import data.tenantlint.lib

report contains finding if {
	some env in input.environments
	env.stage == "production"
	group := input.index.groups[env.securityGroup]
	not group.unknown.members
	members := object.get(group, "members", [])
	count(members) < 2
	finding := {
		"message": sprintf("%s can enter production environment %q", [people[count(members)], env.name]),
		"at": lib.path(env, "securityGroup"),
		"related": [{"at": lib.path(group, "name"), "message": sprintf("group %q has %s", [group.name, lib.number(count(members))])}],
	}
}

people := ["nobody", "only one person"]
