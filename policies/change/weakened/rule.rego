# METADATA
# title: A change does not take protection away unnoticed
# description: >-
#   Consent, approval, security groups, tenant isolation and rules of residency protect what they
#   stand for. A change that takes one of them away may be meant, but it should not pass a review
#   unseen.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/control-user-access
#     description: Control user access to environments, Introduction
#   - ref: https://learn.microsoft.com/power-platform/admin/cross-tenant-restrictions
#     description: Cross-tenant inbound and outbound restrictions, Introduction
# custom:
#   level: warning
#   help: put it back, or confirm in the review that it is to go
#   since: 0.1.0
#   tags: [change, security]
#   precision: high
package tenantlint.rules.change["weakened"]

import data.tenantlint.lib

report contains finding(sprintf("environment %q loses its security group %q", [change.after.key, change.before.securityGroup]), lib.place(change.after, "securityGroup")) if {
	some change in input.changedEnvironments
	not change.after.securityGroup
	not change.after.unknown.securityGroup
}

report contains finding(sprintf("tenant %q loses its isolation", [change.after.name]), array.concat(change.after.at, ["tenantIsolation", "enabled"])) if {
	some change in input.changedTenants
	change.before.tenantIsolation.enabled
	not change.after.tenantIsolation.enabled
	not change.after.unknown.tenantIsolation
	not change.after.tenantIsolation.unknown.enabled
}

report contains finding(sprintf("deployment %q loses the consent of tenant %q", [change.after.name, lost.key]), array.concat(change.after.at, ["application", "adminConsent"])) if {
	some change in input.changedDeployments
	not change.after.application.unknown.adminConsent
	kept := {c.key | some c in change.after.application.adminConsent}
	some lost in change.before.application.adminConsent
	not lost.key in kept
	not lost.key in change.after.tenants
}

report contains finding(sprintf("master data %q loses its approval", [change.after.name]), lib.place(change.after, "approval")) if {
	some change in input.changedMasterData
	count(change.before.approval.levels) > 0
	not change.after.unknown.approval
	count(object.get(change.after, ["approval", "levels"], [])) < count(change.before.approval.levels)
}

report contains finding(sprintf("the rule of residency for %s of %s is gone", [change.before.class, change.before.subjects]), change.at) if {
	some change in input.changedResidency
	not change.after
}

report contains finding(sprintf("the rule of residency for %s of %s permits %s now", [change.after.class, change.after.subjects, lib.quoted(more)]), lib.place(change.after, "allowedLocations")) if {
	some change in input.changedResidency
	before := {l | some l in change.before.allowedLocations}
	more := [l | some l in change.after.allowedLocations; not l in before]
	count(more) > 0
}

finding(message, at) := {"message": message, "at": at}
