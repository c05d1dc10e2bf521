# METADATA
# title: Production in an environment of an unsuitable type
# description: >-
#   Permanent work belongs in an environment that is backed up, controlled and there to stay, which is the
#   type Production. Trials are deleted when they end, a Developer environment is one maker's own and a Teams
#   environment belongs to one team. The other types are a warning: a Default environment lasts, but
#   everybody can make things in it; a Sandbox can be reset; Support and Preview serve a purpose of their
#   own.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/environments-overview#types-of-environments
#     description: Power Platform environments overview, Types of environments (2022-05-12)
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
	type := data.facts.environments.types[environment.type]
	finding := {
		"message": "environment \"{environment}\" is for production, but is of type \"{type}\"",
		"params": {"environment": environment.key, "type": environment.type},
		"at": lib.path(environment, "type"),
		"label": type.unfit,
		"level": type.level,
		"related": [{"at": lib.path(environment, "stage"), "message": "stage production is given here"}],
	}
}
