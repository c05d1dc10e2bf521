# METADATA
# title: Tenant administered by a foreign account
# description: >-
#   An administrator from elsewhere is protected by the policies of another tenant, and leaves when
#   that tenant says so. That is true of guests and of accounts on a domain that the tenant does not
#   have. Emergency accounts on a domain of Microsoft's that no other tenant lists are the tenant's own, as is
#   an internal guest, and a provider with delegated privileges has no account here. An account that administers its own
#   tenant too is left to administration/unique-credentials, and a partner's tenant to the partner.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-tenant-deployment
#     description: About multiple online environments or tenants, About multiple tenants
#   - ref: https://learn.microsoft.com/entra/identity/role-based-access-control/security-emergency-access
#     description: Manage emergency access accounts in Microsoft Entra ID
# custom:
#   level: warning
#   help: administer the tenant with an account that was created in it
#   since: 0.1.0
#   tags: [administration, security]
#   precision: high
#   security-severity: "4.0"
package tenantlint.rules.administration["foreign-account"]

import data.tenantlint.lib
import data.tenantlint.lib.team

report contains finding if {
	some administrator in input.administrators
	lib.administers_internal_tenant(administrator)
	not administers_home_tenant(administrator)
	reason := external_account(administrator)
	finding := object.union(reason, {
		"message": concat("", [`tenant "{tenant}" is administered by "{account}", `, reason.label]),
		"params": {
			"tenant": administrator.tenant,
			"account": administrator.userPrincipalName,
			"domain": domain(administrator),
		},
		"at": lib.path(administrator, "userPrincipalName"),
	})
}

domain(administrator) := split(administrator.userPrincipalName, "@")[1]

external_account(administrator) := {"label": "a guest", "related": related} if {
	some guest in object.get(guests_by_person(administrator.tenant), administrator.person, {})
	guest.userType == "Guest"
	not is_internal_guest(administrator, guest)
	related := [{"at": guest.at, "message": "invited here"}]
} else := {"label": "a guest"} if {
	contains(administrator.userPrincipalName, "#ext#@")
} else := {"label": `whose domain "{domain}" the tenant does not have`} if {
	lib.is_foreign_domain(administrator.tenant, domain(administrator))
	not is_emergency_domain(domain(administrator))
}

# is_internal_guest is true for a guest whose account was created in the tenant.
is_internal_guest(administrator, guest) if {
	not contains(administrator.userPrincipalName, "#ext#@")
	belongs_to_tenant(administrator, guest)
}

belongs_to_tenant(administrator, _) if domain(administrator) in lib.listed_domains(administrator.tenant)

belongs_to_tenant(administrator, guest) if guest.homeTenant == administrator.tenant

# guests_by_person maps each person to the guest of the tenant. Merging objects groups in linear time.
guests_by_person(tenant) := object.union_n([{guest.person: {0: guest}} |
	some guest in input.index.byTenant[tenant].guests
])

# is_emergency_domain is true for a Microsoft domain that no tenant lists.
is_emergency_domain(name) if {
	lib.is_microsoft_domain(name)
	not input.index.domains[name]
}

# administration/unique-credentials reports an account that also administers its home tenant.
administers_home_tenant(administrator) if {
	some home in home_tenants(administrator.person)
	home != administrator.tenant
}

administers_home_tenant(administrator) if {
	administrator.person in group_administrators(split(administrator.person, "@")[1])
}

# group_administrators is the set of persons who, as members of a group, administer a tenant that lists the domain. It
# takes only the domain, so that OPA evaluates it once for all administrators of a domain.
group_administrators(name) := union({team.group_persons(row.group) |
	some owner in input.index.domains[name]
	some row in input.index.byTenant[owner.tenant].administrators
	row.group
	lib.administers_internal_tenant(row)
})

# home_tenants is the set of tenants that a person administers with an account in a domain of that tenant.
home_tenants(person) := {other.tenant |
	some other in input.index.administrators[person]
	lib.administers_internal_tenant(other)
	not contains(other.userPrincipalName, "#ext#@")
	domain(other) in lib.listed_domains(other.tenant)
}
