# METADATA
# title: Environment group on an unmanaged environment
# description: >-
#   Environment groups govern many environments by one set of rules, which are features of Managed
#   Environments. Only Managed Environments can be added to a group.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/environment-groups
#     description: Environment groups (2024-05-14)
# custom:
#   level: error
#   help: set managed to true, or take the environment out of the group
#   since: 0.1.0
#   tags: [environment]
#   precision: very-high
package tenantlint.rules.environment["unmanaged-group"]

import data.tenantlint.lib

report contains finding if {
	some environment in input.environments
	environment.environmentGroup != ""
	environment.managed == false
	finding := {
		"message": "environment \"{environment}\" is in environment group \"{group}\", but is not a Managed Environment",
		"params": {"environment": environment.key, "group": environment.environmentGroup},
		"at": lib.path(environment, "managed"),
		"label": "not managed",
		"related": [{
			"at": lib.path(environment, "environmentGroup"),
			"message": "environment group \"{group}\" is given here",
		}],
	}
}
