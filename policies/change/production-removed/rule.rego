# METADATA
# title: A production environment does not disappear unnoticed
# description: >-
#   Removing an environment removes its apps and its data, and after the time for recovery nothing
#   brings them back. An environment for production that no manifest declares any longer should be
#   somebody's decision.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/delete-environment
#     description: Delete an environment, Introduction
# custom:
#   level: warning
#   help: confirm that the environment is to go, and that its data is kept where it must be; or put the manifest back
#   since: 0.1.0
#   tags: [change, environment]
#   precision: high
package tenantlint.rules.change["production-removed"]

report contains finding if {
	some change in input.changedEnvironments
	not change.after
	change.before.stage == "production"
	finding := {
		"message": sprintf("production environment %q is no longer declared", [change.before.key]),
		"at": change.at,
	}
}
