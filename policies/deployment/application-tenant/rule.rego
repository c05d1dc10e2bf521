# METADATA
# title: Application missing from a tenant of the deployment
# description: >-
#   An application is registered in one tenant. It acts in another tenant only by a service principal
#   there, which needs an audience of several tenants. So an application that is registered outside the
#   tenants of its deployment, and signs in accounts of its own tenant alone, can do nothing in them.
#   Where a tenant lists its service principals, that of the application is expected among them. A tenant
#   that has not consented is a finding of deployment/admin-consent instead.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#enterprise-deployment-scenario
#     description: Tenant deployment model, Enterprise deployment scenario (2023-04-10)
#   - ref: https://learn.microsoft.com/entra/identity-platform/single-and-multi-tenant-apps
#     description: Single and multitenant app registrations
#   - ref: https://learn.microsoft.com/entra/identity-platform/app-objects-and-service-principals
#     description: Application and service principal objects in Microsoft Entra ID, Service principal object
# custom:
#   level: error
#   help: register the application in a tenant of the deployment, or let it sign in accounts of several tenants
#   since: 0.2.0
#   aliases: [deployment/application]
#   tags: [deployment, application]
#   precision: high
package tenantlint.rules.deployment["application-tenant"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	uses_application(row)
	home := row.application.tenant
	not home in row.tenants
	level := levels_by_audience[object.get(row.application, "signInAudience", "")]
	not row.application.unknown.signInAudience
	finding := {
		"level": level,
		"message": concat(" ", [
			"the application of {kind} deployment \"{deployment}\" is registered in",
			"tenant \"{home}\" and signs in accounts of that tenant alone",
		]),
		"params": deployment.params_with(row, {"home": home}),
		"at": lib.path(row.application, "tenant"),
		"label": "registered here",
		"related": deployment.tenant_locations(row),
	}
}

report contains finding if {
	some row in input.deployments
	uses_application(row)
	application := row.application.appId
	some tenant in row.tenants
	may_consent(row.application, tenant)
	not input.index.tenants[tenant].unknown.servicePrincipals
	principals := listed_applications(tenant)
	count(principals) > 0
	not application in principals
	finding := {
		"level": "warning",
		"message": "tenant \"{tenant}\" lists no service principal of application \"{application}\"",
		"params": {"tenant": tenant, "application": application},
		"at": lib.path(row.application, "appId"),
		"related": array.concat(
			[{"at": input.index.byTenant[tenant].servicePrincipals[0].at, "message": "its service principals"}],
			deployment.tenant_locations_in(row, {tenant}),
		),
		"help": "correct the application id, or list its service principal in the tenant",
	}
}

# levels_by_audience has the audiences that do not reach beyond the tenant of the application. An undeclared one may
# have been set by hand.
levels_by_audience := {"AzureADMyOrg": "error", "": "warning"}

# listed_applications is the set of applications that a tenant lists, empty if the id of one is unknown. It takes only
# the tenant, so that OPA evaluates it once for all deployments there.
listed_applications(tenant) := {principal.appId | some principal in input.index.byTenant[tenant].servicePrincipals} if {
	count([principal | some principal in input.index.byTenant[tenant].servicePrincipals; not principal.appId]) == 0
} else := set()

uses_application(row) if {
	deployment.is_enterprise(row)
	deployment.has_allowed_tenant_count(row)
	not deployment.uses_pipelines(row)
	count(row.tenants) > 0
}

may_consent(application, _) if application.unknown.adminConsent

may_consent(application, tenant) if {
	some ref in application.adminConsent
	ref.key == tenant
}
