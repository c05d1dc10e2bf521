# METADATA
# title: Deployment application signs in personal accounts
# description: >-
#   An audience that admits personal Microsoft accounts is wider than a deployment needs, because no
#   tenant has them.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#multi-tenant-deployment-scenario
#     description: Tenant deployment model, Multi-tenant deployment scenario (2023-04-10)
#   - ref: https://learn.microsoft.com/entra/identity-platform/supported-accounts-validation
#     description: Validation differences by supported account types, Supported account types
# custom:
#   level: warning
#   help: set signInAudience to AzureADMyOrg for one tenant, or to AzureADMultipleOrgs for several
#   since: 0.2.0
#   aliases: [deployment/multi-tenant-application]
#   tags: [deployment, application, security]
#   precision: very-high
#   security-severity: "4.0"
package tenantlint.rules.deployment["personal-accounts"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

audiences := {"AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount"}

report contains finding if {
	some row in input.deployments
	row.application.signInAudience in audiences
	finding := {
		"message": concat(" ", [
			"the application of {kind} deployment \"{deployment}\" signs in",
			"personal accounts, which it does not need",
		]),
		"params": deployment.params(row),
		"at": lib.path(row.application, "signInAudience"),
	}
}
