# METADATA
# title: Unknown environment type
# description: >-
#   The type decides about licenses, capacity, access and lifetime. Microsoft adds types, so that one which
#   is not known is a warning: rules that depend on the type say nothing about the environment.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/environments-overview#types-of-environments
#     description: Power Platform environments overview, Types of environments (2022-05-12)
# custom:
#   level: warning
#   help: use a type that the admin center shows, or wait for a version that knows the type
#   since: 0.1.0
#   aliases: [environment/unknown-location]
#   tags: [environment]
#   precision: high
package tenantlint.rules.environment["unknown-type"]

import data.tenantlint.lib

report contains finding if {
	some environment in input.environments
	environment.type
	not data.facts.environments.types[environment.type]
	finding := {
		"message": "environment \"{environment}\" is of type \"{type}\", which is not known",
		"params": {
			"environment": environment.key,
			"type": environment.type,
			"known": object.keys(data.facts.environments.types),
		},
		"at": lib.path(environment, "type"),
		"notes": ["known types: \"{known}\""],
	}
}
