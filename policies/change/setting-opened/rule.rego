# METADATA
# title: Setting that protects data or creation opened
# description: >-
#   Settings of an environment keep its data inside the geography, and settings of a tenant decide who may
#   create environments. A change that opens one of them may be meant, but should not pass a review unseen.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/geographical-availability-copilot
#     description: Move data across regions for Copilots and generative AI features
#   - ref: https://learn.microsoft.com/power-platform/admin/control-environment-creation
#     description: Control who can create and manage environments in the Power Platform admin center
# custom:
#   level: warning
#   help: restore it, or confirm in the review that it should go
#   since: 0.1.0
#   tags: [change, environment, residency]
#   precision: high
package tenantlint.rules.change["setting-opened"]

report contains finding if {
	some change in input.changedEnvironments
	change.before
	not change.before.unknown.settings
	some setting in [
		"allowMovingDataAcrossRegions", "allowFlexRouting",
		"allowMicrosoft365Services", "allowBingSearch",
	]
	change.after.settings[setting]
	not object.get(change.before, ["settings", setting], false)
	not change.before.settings.unknown[setting]
	finding := {
		"message": `setting "{setting}" of environment "{environment}" is on now`,
		"params": {"setting": setting, "environment": change.after.key},
		"at": array.concat(change.after.settings.at, [setting]),
		"label": "was off",
	}
}

report contains finding if {
	some change in input.changedTenants
	some setting in ["environmentCreation", "trialCreation", "developerCreation"]
	change.before.settings[setting] == "administrators"
	change.after.settings[setting] == "everyone"
	finding := {
		"message": `setting "{setting}" of tenant "{tenant}" lets everyone create environments now`,
		"params": {"setting": setting, "tenant": change.after.name},
		"at": array.concat(change.after.settings.at, [setting]),
		"label": `was "administrators"`,
	}
}
