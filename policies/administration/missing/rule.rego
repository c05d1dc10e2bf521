# METADATA
# title: Each tenant has a Power Platform administrator
# description: >-
#   Every tenant is administered on its own, so each needs an account that holds a role which
#   administers Power Platform: Power Platform, Dynamics 365 or Global Administrator. An administrator
#   listed without roles may hold one, and nothing is said of a partner that lists no administrators.
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
	not lib.repeated(tenant)
	not tenant.unknown.administrators
	administrators := object.get(input.index.of, [tenant.name, "administrators"], [])
	not theirs(tenant, administrators)
	every administrator in administrators {
		administrator.roles
		not administrator.unknown.roles
		not administers(administrator)
	}
	finding := {
		"message": sprintf("tenant %q has no Power Platform administrator", [tenant.name]),
		"at": lib.place(tenant, "administrators"),
		"label": label(administrators),
	}
}

# Who administers a partner is the partner's business.
theirs(tenant, []) if tenant.relationship == "partner"

administers(administrator) if {
	some role in administrator.roles
	data.facts.administration.roles[lower(role)]
}

label([]) := "no administrators"

label(administrators) := "none of them holds a role that administers Power Platform" if count(administrators) > 0
