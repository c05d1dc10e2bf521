# METADATA
# title: Tenant without a Power Platform administrator
# description: >-
#   Every tenant is administered on its own, so each needs an account that holds a role which
#   administers Power Platform: Power Platform, Dynamics 365 or Global Administrator, by its current or
#   an older name, directly or through a group. An administrator listed without roles may hold one. A
#   provider with delegated privileges has no credential of the tenant, so that a tenant with no other
#   administrator gets a warning. Who administers a partner's tenant is the partner's business.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-tenant-deployment
#     description: About multiple online environments or tenants, About multiple tenants
#   - ref: https://learn.microsoft.com/power-platform/admin/use-service-admin-role-manage-tenant
#     description: Use service admin roles to manage your tenant
# custom:
#   level: error
#   help: give an account of this tenant the role "PowerPlatformAdministrator" and list it in "administrators"
#   since: 0.1.0
#   tags: [administration]
#   precision: high
package tenantlint.rules.administration.missing

import data.tenantlint.lib

report contains finding if {
	some tenant in input.tenants
	tenant.relationship != "partner"
	not lib.is_duplicate_tenant(tenant)
	not tenant.unknown.administrators
	administrators := object.get(input.index.byTenant, [tenant.name, "administrators"], [])
	direct := [administrator | some administrator in administrators; not administrator.delegated]
	every administrator in direct {
		not may_administer(administrator)
	}
	delegated := [administrator | some administrator in administrators; may_administer(administrator)]
	finding := object.union(problem(administrators, delegated), {
		"params": {"tenant": tenant.name},
		"at": lib.path(tenant, "administrators"),
	})
}

may_administer(administrator) if lib.administers_power_platform(administrator)

may_administer(administrator) if not administrator.roles

may_administer(administrator) if administrator.unknown.roles

problem([], _) := {"message": `tenant "{tenant}" has no Power Platform administrator`, "label": "no administrators"}

problem(administrators, []) := {
	"message": `tenant "{tenant}" has no Power Platform administrator`,
	"label": "nobody here holds a role that administers Power Platform",
} if {
	count(administrators) > 0
}

problem(_, delegated) := {
	"message": `tenant "{tenant}" has no Power Platform administrator but those of a provider`,
	"label": "all who administer Power Platform have delegated privileges",
	"level": "warning",
} if {
	count(delegated) > 0
}
