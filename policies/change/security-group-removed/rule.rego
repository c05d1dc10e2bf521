# METADATA
# title: Security group of an environment removed
# description: >-
#   Without a security group every licensed user of the tenant is added to the environment. A change that
#   takes the group away opens the environment, which may be meant, but should not pass a review unseen.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/control-user-access
#     description: "Control user access to environments: security groups and licenses"
# custom:
#   level: warning
#   help: restore it, or confirm in the review that it should go
#   since: 0.1.0
#   aliases: [change/weakened]
#   tags: [change, environment, access, security]
#   precision: high
#   security-severity: "5.0"
package tenantlint.rules.change["security-group-removed"]

import data.tenantlint.lib

report contains finding if {
	some change in input.changedEnvironments
	not change.after.securityGroup
	not change.after.unknown.securityGroup
	finding := {
		"message": `environment "{environment}" loses its security group "{group}"`,
		"params": {"environment": change.after.key, "group": change.before.securityGroup},
		"at": lib.path(change.after, "securityGroup"),
	}
}
