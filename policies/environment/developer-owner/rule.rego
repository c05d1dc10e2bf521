# METADATA
# title: Developer environment without an owner
# description: >-
#   A Developer environment is created for one account and belongs to it; the Terraform provider requires the
#   owner for this type. The owner of an environment of another type is its business owner, and is never
#   required.
# related_resources:
#   - ref: https://registry.terraform.io/providers/microsoft/power-platform/latest/docs/resources/environment#optional
#     description: powerplatform_environment, Optional
#   - ref: https://learn.microsoft.com/power-platform/admin/environments-overview#types-of-environments
#     description: Power Platform environments overview, Types of environments (2022-05-12)
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
		"message": "Developer environment \"{environment}\" has no owner",
		"params": {"environment": environment.key},
		"at": lib.path(environment, "owner"),
		"label": "owner is missing",
	}
}
