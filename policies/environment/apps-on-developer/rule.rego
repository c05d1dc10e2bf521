# METADATA
# title: Dynamics 365 app in a Developer environment
# description: >-
#   A Developer environment is made for building with Power Apps and Power Automate; Dynamics 365 apps such
#   as Sales and Customer Service cannot be installed there. They need an environment that was created with
#   them enabled.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/developer/plan#which-features-are-not-included
#     description: About the Power Apps Developer Plan, Which features are not included?
#   - ref: https://learn.microsoft.com/power-platform/admin/environments-overview#types-of-environments
#     description: Power Platform environments overview, Types of environments (2022-05-12)
# custom:
#   level: error
#   help: remove the app, or use an environment of type Sandbox
#   since: 0.1.0
#   tags: [environment]
#   precision: high
package tenantlint.rules.environment["apps-on-developer"]

import data.tenantlint.lib

report contains finding if {
	some environment in input.environments
	environment.type in data.facts.environments.withoutDynamicsApps
	count(environment.apps) > 0
	finding := {
		"message": concat(" ", [
			"environment \"{environment}\" is of type \"{type}\", where Dynamics 365 apps cannot be",
			"installed: \"{apps}\"",
		]),
		"params": {"environment": environment.key, "type": environment.type, "apps": environment.apps},
		"at": lib.path(environment, "apps"),
		"label": "Dynamics 365 apps",
		"related": [{"at": lib.path(environment, "type"), "message": "type \"{type}\" is given here"}],
	}
}
