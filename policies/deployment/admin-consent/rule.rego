# METADATA
# title: Tenant without admin consent for the deployment application
# description: >-
#   The pipeline calls APIs without an interactive user who could consent to the permissions of the application.
#   An administrator therefore grants consent for the whole tenant, in each tenant that has an environment of
#   the deployment. Without consent the pipeline fails in that tenant when it first signs in. An environment of
#   a wrong tenant is only a finding of deployment/tenant-count.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#enterprise-deployment-scenario
#     description: Tenant deployment model, Enterprise deployment scenario (2023-04-10)
#   - ref: https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent
#     description: Grant tenant-wide admin consent to an application
# custom:
#   level: error
#   help: let an administrator of the tenant grant consent, and list the tenant in adminConsent
#   since: 0.1.0
#   tags: [deployment, application]
#   precision: very-high
package tenantlint.rules.deployment["admin-consent"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	deployment.is_enterprise(row)
	deployment.has_allowed_tenant_count(row)
	not deployment.uses_pipelines(row)
	row.application
	not row.application.unknown.adminConsent
	consenting_tenants := {ref.key | some ref in row.application.adminConsent}
	some tenant in row.tenants
	not tenant in consenting_tenants
	finding := {
		"message": "tenant \"{tenant}\" has not consented to the application of {kind} deployment \"{deployment}\"",
		"params": deployment.params_with(row, {"tenant": tenant}),
		"at": lib.path(row.application, "adminConsent"),
		"related": deployment.tenant_locations_in(row, {tenant}),
	}
}
