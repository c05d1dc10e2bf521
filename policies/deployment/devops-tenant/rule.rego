# METADATA
# title: Azure DevOps is connected to a tenant of the deployment
# description: >-
#   An organisation of Azure DevOps is backed by one tenant, and its people and service connections are
#   accounts of that tenant. If the deployment has nothing there, neither its makers nor its application
#   can be known to it. In a deployment over several tenants the organisation is expected in the one
#   where development happens, because the makers work there and people from outside may be invited to
#   it.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#multi-tenant-deployment-scenario
#     description: Tenant deployment model, Multi-tenant deployment scenario
# custom:
#   level: error
#   help: use an organisation that is connected to the development tenant
#   since: 0.1.0
#   tags: [deployment, azure-devops]
#   precision: high
package tenantlint.rules.deployment["devops-tenant"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	deployment.settled(row)
	not row.unknown.makers
	count(row.tenants) > 0
	some organization in row.devOps
	tenant := organization.tenant
	not tenant in row.tenants
	finding := {
		"message": sprintf("Azure DevOps of %s is in tenant %q, where it has no environment", [deployment.title(row), tenant]),
		"at": lib.place(organization, "tenant"),
		"related": deployment.presence(row),
	}
}

report contains finding if {
	some row in input.deployments
	row.scenario == "multiTenant"
	deployment.settled(row)
	some organization in row.devOps
	tenant := organization.tenant
	tenant in row.tenants
	tenant != row.developmentTenant
	finding := {
		"level": "note",
		"message": sprintf("Azure DevOps of %s is in tenant %q, but development is in %q", [deployment.title(row), tenant, row.developmentTenant]),
		"at": lib.place(organization, "tenant"),
		"related": [{"at": at, "message": "development"} | some at in [at | some _, at in deployment.developing(row)]],
	}
}
