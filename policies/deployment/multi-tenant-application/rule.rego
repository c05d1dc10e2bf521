# METADATA
# title: An application that serves several tenants signs in accounts of several
# description: >-
#   An application is registered in one tenant. To serve another it has to be configured by hand for
#   accounts of any organisation; with an audience of its own tenant alone the second tenant refuses it.
#   An audience that admits personal Microsoft accounts is wider than a deployment needs, as no tenant
#   has them.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#multi-tenant-deployment-scenario
#     description: Tenant deployment model, Multi-tenant deployment scenario
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
	several(row)
	row.application.signInAudience == "AzureADMyOrg"
	finding := {
		"message": sprintf("%s stands in %s tenants, but its application signs in accounts of one", [deployment.title(row), lib.number(count(row.tenants))]),
		"at": lib.place(row.application, "signInAudience"),
		"related": deployment.presence(row),
	}
}

report contains finding if {
	some row in input.deployments
	row.application.signInAudience in {"AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount"}
	finding := {
		"level": "warning",
		"message": sprintf("the application of %s signs in personal accounts, which it does not need", [deployment.title(row)]),
		"at": lib.place(row.application, "signInAudience"),
		"help": "set signInAudience to AzureADMyOrg for one tenant, or to AzureADMultipleOrgs for several",
	}
}

# One application for deployments of which each stands in one tenant.
report contains finding if {
	some shared in input.shared.applications
	every row in shared.rows {
		not several(row)
	}
	tenants := {tenant | some row in shared.rows; some tenant in row.tenants}
	count(tenants) > 1
	narrow := [row | some row in shared.rows; row.application.signInAudience == "AzureADMyOrg"]
	count(narrow) > 0
	finding := {
		"message": sprintf("application %q serves %s tenants, but signs in accounts of one", [shared.key, lib.number(count(tenants))]),
		"sites": [{"at": lib.place(row.application, "appId"), "label": sprintf("for tenant %s", [lib.quoted(row.tenants)])} | some row in shared.rows],
		"related": [{"at": lib.place(row.application, "signInAudience"), "message": "accounts of one tenant"} | some row in narrow],
	}
}

# Another scenario over several tenants is a finding of deployment/tenant-count.
several(row) if {
	row.scenario == "multiTenant"
	count(row.tenants) > 1
}
