# METADATA
# title: Location of an environment changed
# description: >-
#   The location of an environment is fixed when it is created. Infrastructure-as-code tools apply a new
#   location by deleting the environment with its data and creating an empty one in the new location.
# related_resources:
#   - ref: https://registry.terraform.io/providers/microsoft/power-platform/latest/docs/resources/environment
#     description: Terraform provider for the Power Platform, powerplatform_environment
#   - ref: https://learn.microsoft.com/power-platform/admin/geo-to-geo-migrations
#     description: Geo-to-geo migrations, Introduction
# custom:
#   level: error
#   help: leave the location; move the data to a new environment, or request a migration from Microsoft support
#   since: 0.1.0
#   tags: [change, environment]
#   precision: very-high
package tenantlint.rules.change["environment-location"]

import data.tenantlint.lib

report contains finding if {
	some change in input.changedEnvironments
	change.before.tenant == change.after.tenant
	change.before.location != change.after.location
	not is_correction(change)
	finding := {
		"message": `environment "{environment}" changes its location from "{before}" to "{after}"`,
		"params": {
			"environment": change.after.key,
			"before": change.before.location,
			"after": change.after.location,
		},
		"at": lib.path(change.after, "location"),
		"label": `was "{before}"`,
	}
}

# The change is a correction if the old value was not a location, but a typo or an Azure region of the new location. If
# the region belongs to another location, the environment moves.
is_correction(change) if {
	not data.facts.locations.tokens[change.before.location]
	not is_other_location(change)
}

is_other_location(change) if {
	homes := {token | some token, location in data.facts.locations.tokens; change.before.location in location.azureRegions}
	count(homes) > 0
	not change.after.location in homes
}
