# METADATA
# title: Production environment lowered to another type or stage
# description: >-
#   A production environment can be switched to a sandbox in place: it loses its longer backups and its
#   protection against reset, and its storage and support are those of a sandbox. A change that lowers the
#   type, or gives the environment another stage than production, should not pass a review unseen.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/switch-environment
#     description: Switch an environment
# custom:
#   level: warning
#   help: restore it, or confirm in the review that it should go
#   since: 0.1.0
#   tags: [change, environment]
#   precision: high
package tenantlint.rules.change["type-lowered"]

import data.tenantlint.lib

report contains finding if {
	some change in input.changedEnvironments
	change.before.type == "Production"
	change.after.type != "Production"
	finding := {
		"message": `environment "{environment}" turns from "{before}" into "{after}"`,
		"params": {"environment": change.after.key, "before": change.before.type, "after": change.after.type},
		"at": lib.path(change.after, "type"),
		"label": `was "{before}"`,
	}
}

report contains finding if {
	some change in input.changedEnvironments
	change.before.stage == "production"
	change.after.stage != "production"
	not is_type_reported(change)
	finding := {
		"message": `environment "{environment}" serves "{after}" instead of "{before}"`,
		"params": {"environment": change.after.key, "before": change.before.stage, "after": change.after.stage},
		"at": lib.path(change.after, "stage"),
		"label": `was "{before}"`,
	}
}

# is_type_reported is true if the change of the type is already reported.
is_type_reported(change) if {
	change.before.type == "Production"
	change.after.type != "Production"
}
