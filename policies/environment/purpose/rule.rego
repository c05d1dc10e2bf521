# METADATA
# title: Environment without a stated purpose
# description: >-
#   Each environment is there for one thing, such as production, training, testing or development. The types
#   Production and Sandbox say what an environment can do and not what it is used for, so the stage has to
#   say it; the other types name their purpose themselves.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#uses-for-multiple-environments
#     description: About multiple online environments or tenants, Uses for multiple environments
#   - ref: https://learn.microsoft.com/power-platform/admin/environments-overview#types-of-environments
#     description: Power Platform environments overview, Types of environments (2022-05-12)
# custom:
#   level: note
#   help: set stage to what the environment is used for
#   since: 0.1.0
#   tags: [environment]
#   precision: high
package tenantlint.rules.environment.purpose

import data.tenantlint.lib

report contains finding if {
	some environment in input.environments
	not environment.stage
	not environment.unknown.stage
	data.facts.environments.types[environment.type].purpose == false
	finding := {
		"message": "environment \"{environment}\" does not say which purpose it serves",
		"params": {"environment": environment.key},
		"at": lib.path(environment, "stage"),
		"label": "stage is missing",
	}
}
