# METADATA
# title: Production runs in an environment that is made to last
# description: >-
#   Permanent work belongs in an environment that is backed up, controlled and there to stay. Trials are
#   deleted when they end, a Developer environment is one maker's own and a Teams environment belongs to
#   one team. The Default environment is a warning only: it lasts, but everybody can make things in it.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/environments-overview#types-of-environments
#     description: Power Platform environments overview, Types of environments
#   - ref: https://learn.microsoft.com/power-platform/guidance/white-papers/environment-strategy#types-of-environments
#     description: Develop a tenant environment strategy to adopt Power Platform at scale, Types of environments
# custom:
#   level: error
#   help: run production in an environment of type Production
#   since: 0.1.0
#   tags: [environment]
#   precision: very-high
package tenantlint.rules.environment["type-for-stage"]

import data.tenantlint.lib

report contains finding if {
	some environment in input.environments
	environment.stage == "production"
	reason := data.facts.environments.types[environment.type].unfit
	finding := {
		"message": sprintf("environment %q is for production, but is of type %q", [environment.key, environment.type]),
		"at": lib.place(environment, "type"),
		"label": reason,
		"level": level(environment.type),
		"related": [{"at": lib.place(environment, "stage"), "message": "stage production is given here"}],
	}
}

level(type) := "warning" if type == "Default"

level(type) := "error" if type != "Default"
