# METADATA
# title: Security group on an environment type that does not support one
# description: >-
#   A security group cannot be assigned to these types: the Default environment is meant for every user of
#   the tenant, a Developer environment for its owner alone. A group left from earlier times should be
#   removed.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/control-user-access
#     description: "Control user access to environments: security groups and licenses (2024-12-04)"
# custom:
#   level: error
#   help: remove securityGroup, or use an environment of another type
#   since: 0.1.0
#   tags: [environment, access]
#   precision: very-high
package tenantlint.rules.environment["group-on-type"]

import data.tenantlint.lib

report contains finding if {
	some environment in input.environments
	intended := audience[data.facts.environments.types[environment.type].entry]
	finding := {
		"message": concat(" ", [
			"environment \"{environment}\" is of type \"{type}\", which takes no security group, but has",
			"group \"{group}\"",
		]),
		"params": {
			"environment": environment.key,
			"type": environment.type,
			"group": environment.securityGroup,
			"meant": intended,
		},
		"at": lib.path(environment, "securityGroup"),
		"label": "the environment is meant for {meant}",
		"related": [{"at": lib.path(environment, "type"), "message": "type \"{type}\" is given here"}],
	}
}

audience := {"tenant": "everybody in the tenant", "owner": "its owner alone"}
