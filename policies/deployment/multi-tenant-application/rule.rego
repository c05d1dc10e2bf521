# METADATA
# title: Application for several tenants signs in accounts of one
# description: >-
#   An application is registered in one tenant. To serve another it has to be configured by hand for
#   accounts of any organization; with an audience of its own tenant alone the second tenant refuses it.
#   An audience that a manifest does not give is the default, that of one tenant.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#multi-tenant-deployment-scenario
#     description: Tenant deployment model, Multi-tenant deployment scenario (2023-04-10)
#   - ref: https://learn.microsoft.com/entra/identity-platform/supported-accounts-validation
#     description: Validation differences by supported account types, Supported account types
# custom:
#   level: error
#   help: set signInAudience to AzureADMultipleOrgs
#   since: 0.1.0
#   tags: [deployment, application, security]
#   precision: very-high
#   security-severity: "4.0"
package tenantlint.rules.deployment["multi-tenant-application"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	spans_tenants(row)
	row.application.signInAudience == "AzureADMyOrg"
	finding := {
		"message": concat(" ", [
			"{kind} deployment \"{deployment}\" spans {count} tenants, but",
			"its application signs in accounts of one",
		]),
		"params": deployment.params_with(row, {"count": lib.number(count(row.tenants))}),
		"at": lib.path(row.application, "signInAudience"),
		"related": deployment.tenant_locations(row),
	}
}

report contains finding if {
	some row in input.deployments
	spans_tenants(row)
	row.application
	not row.application.signInAudience
	not row.application.unknown.signInAudience
	finding := {
		"level": "warning",
		"message": "{kind} deployment \"{deployment}\" spans {count} tenants, but its application has no signInAudience",
		"params": deployment.params_with(row, {"count": lib.number(count(row.tenants))}),
		"at": lib.path(row.application, "signInAudience"),
		"related": deployment.tenant_locations(row),
		"notes": ["an application that is not configured for several tenants signs in accounts of one"],
	}
}

# One application shared by deployments that are in one tenant each.
report contains finding if {
	some shared in input.duplicates.applications
	every row in shared.rows {
		not spans_tenants(row)
		not registered_elsewhere(row)
	}
	tenants := {tenant | some row in shared.rows; some tenant in row.tenants}
	count(tenants) > 1
	single_tenant := [row | some row in shared.rows; row.application.signInAudience == "AzureADMyOrg"]
	count(single_tenant) > 0
	finding := {
		"message": "application \"{application}\" serves {count} tenants, but signs in accounts of one",
		"params": {"application": shared.key, "count": lib.number(count(tenants))},
		"locations": [{
			"at": lib.path(row.application, "appId"),
			"label": "for tenant \"{tenants}\"",
			"params": {"tenants": row.tenants},
		} |
			some row in shared.rows
		],
		"related": [{"at": lib.path(row.application, "signInAudience"), "message": "accounts of one tenant"} |
			some row in single_tenant
		],
	}
}

# deployment/tenant-count reports other scenarios over several tenants.
spans_tenants(row) if {
	row.scenario == "multiTenant"
	count(row.tenants) > 1
}

# registered_elsewhere is true if deployment/application-tenant reports the application.
registered_elsewhere(row) if {
	home := row.application.tenant
	not home in row.tenants
}
