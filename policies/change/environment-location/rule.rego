# METADATA
# title: An environment keeps its location
# description: >-
#   The location of an environment is settled when it is made. A tool that is told another one
#   removes the environment with its data and makes an empty one in the new place.
# related_resources:
#   - ref: https://registry.terraform.io/providers/microsoft/power-platform/latest/docs/resources/environment
#     description: Terraform provider for the Power Platform, powerplatform_environment
#   - ref: https://learn.microsoft.com/power-platform/admin/geo-to-geo-migrations
#     description: Geo-to-geo migrations, Introduction
# custom:
#   level: error
#   help: leave the location; make a new environment in the other location and move the data, or ask Microsoft support for a geo migration
#   since: 0.1.0
#   tags: [change, environment]
#   precision: very-high
package tenantlint.rules.change["environment-location"]

import data.tenantlint.lib

report contains finding if {
	some change in input.changedEnvironments
	change.before.tenant == change.after.tenant
	change.before.location != change.after.location
	finding := {
		"message": sprintf("environment %q changes its location from %q to %q", [change.after.key, change.before.location, change.after.location]),
		"at": lib.place(change.after, "location"),
		"label": sprintf("was %q", [change.before.location]),
	}
}
