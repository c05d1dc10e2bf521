# METADATA
# title: Administrator consent withdrawn
# description: >-
#   The application of a deployment works in a tenant only with the consent of its administrators. A change
#   that takes the consent away may be meant, but should not pass a review unseen. Where the deployment
#   still touches the tenant, deployment/admin-consent is the finding.
# related_resources:
#   - ref: https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent
#     description: Grant tenant-wide admin consent to an application
# custom:
#   level: warning
#   help: restore it, or confirm in the review that it should go
#   since: 0.1.0
#   aliases: [change/weakened]
#   tags: [change, deployment]
#   precision: high
package tenantlint.rules.change["consent-withdrawn"]

report contains finding if {
	some change in input.changedDeployments
	application := change.after.application
	not application.unknown.adminConsent
	remaining := {consent.key | some consent in application.adminConsent}
	current_tenants := {tenant | some tenant in change.after.tenants}
	some withdrawn in change.before.application.adminConsent
	not withdrawn.key in (remaining | current_tenants)
	finding := {
		"message": `deployment "{deployment}" loses the consent of tenant "{tenant}"`,
		"params": {"deployment": change.after.name, "tenant": withdrawn.key},
		"at": array.concat(change.after.at, ["application", "adminConsent"]),
	}
}
