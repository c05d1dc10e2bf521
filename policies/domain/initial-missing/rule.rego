# METADATA
# title: Tenant without an initial domain
# description: >-
#   Every tenant is created with one domain below a name of Microsoft's, such as
#   contoso.onmicrosoft.com. It stays the initial one for ever and is what accounts fall back to. A
#   domain of that kind counts as the initial one where isInitial is not written; a partner's tenant
#   may be described by the domains that one knows.
# related_resources:
#   - ref: https://learn.microsoft.com/graph/api/resources/domain#properties
#     description: domain resource type, Properties
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#demo-deployment-scenario
#     description: Tenant deployment model, Demo deployment scenario
# custom:
#   level: error
#   help: list the domain that the tenant was created with, such as contoso.onmicrosoft.com, with isInitial true
#   since: 0.1.0
#   aliases: [domain/initial]
#   tags: [domain]
#   precision: high
package tenantlint.rules.domain["initial-missing"]

import data.tenantlint.lib

report contains finding if {
	some tenant in input.tenants
	tenant.relationship != "partner"
	not tenant.unknown.domains
	count([row | some row in lib.domain_rows(tenant); may_be_initial(row)]) == 0
	finding := {
		"message": `tenant "{tenant}" has no initial domain`,
		"params": {"tenant": tenant.name},
		"at": lib.path(tenant, "domains"),
		"label": "the domain that Microsoft gave the tenant is missing",
	}
}

may_be_initial(row) if row.isInitial

may_be_initial(row) if {
	not row.isInitial == false
	lib.can_be_initial(row.name)
}

may_be_initial(row) if row.unknown.name
