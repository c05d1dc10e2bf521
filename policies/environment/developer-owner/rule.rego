# METADATA
# title: A Developer environment has an owner, and no other type has
# description: >-
#   A Developer environment is created for one account and belongs to it; Terraform's provider asks for
#   the owner of this type and refuses one for any other, whose administrators are roles and not an
#   owner.
# related_resources:
#   - ref: https://registry.terraform.io/providers/microsoft/power-platform/latest/docs/resources/environment#optional
#     description: powerplatform_environment, Optional
#   - ref: https://learn.microsoft.com/power-platform/admin/environments-overview#types-of-environments
#     description: Power Platform environments overview, Types of environments
# custom:
#   level: error
#   help: set owner to the account that the Developer environment belongs to
#   since: 0.1.0
#   tags: [environment]
#   precision: high
package tenantlint.rules.environment["developer-owner"]

import data.tenantlint.lib

report contains finding if {
	some environment in input.environments
	environment.type == "Developer"
	not environment.owner
	not environment.unknown.owner
	finding := {
		"message": sprintf("Developer environment %q has no owner", [environment.key]),
		"at": lib.place(environment, "owner"),
		"label": "owner is missing",
	}
}

report contains finding if {
	some environment in input.environments
	environment.owner
	environment.type != "Developer"
	finding := {
		"message": sprintf("environment %q of type %q has owner %q, which only a Developer environment has", [environment.key, environment.type, environment.owner]),
		"at": lib.place(environment, "owner"),
		"label": sprintf("no owner on type %q", [environment.type]),
		"help": "remove owner, or correct the type",
		"related": [{"at": lib.place(environment, "type"), "message": sprintf("type %q is given here", [environment.type])}],
	}
}
