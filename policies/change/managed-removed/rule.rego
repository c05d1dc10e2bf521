# METADATA
# title: Managed Environment turned off
# description: >-
#   A Managed Environment has limits on sharing, insights and deployment by pipelines that the platform
#   enforces. A change that turns this off takes all of them away at once.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/managed-environment-overview
#     description: Managed Environments overview
# custom:
#   level: warning
#   help: restore it, or confirm in the review that it should go
#   since: 0.1.0
#   tags: [change, environment]
#   precision: high
package tenantlint.rules.change["managed-removed"]

import data.tenantlint.lib

report contains finding if {
	some change in input.changedEnvironments
	change.before.managed
	not change.after.managed
	change.after
	not change.after.unknown.managed
	finding := {
		"message": `environment "{environment}" is no longer a Managed Environment`,
		"params": {"environment": change.after.key},
		"at": lib.path(change.after, "managed"),
	}
}
