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
	not shared(administrator)
	reason := foreign(administrator)
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

foreign(administrator) := {"label": "a guest", "related": related} if {
	some guest in object.get(guests(administrator.tenant), administrator.person, {})
	guest.userType == "Guest"
	not created_here(administrator, guest)
	related := [{"at": guest.at, "message": "invited here"}]
} else := {"label": "a guest"} if {
	contains(administrator.userPrincipalName, "#ext#@")
} else := {"label": `whose domain "{domain}" the tenant does not have`} if {
	lib.is_foreign_domain(administrator.tenant, domain(administrator))
	not emergency(domain(administrator))
}

# created_here holds for a guest whose account was created in the tenant.
created_here(administrator, guest) if {
	not contains(administrator.userPrincipalName, "#ext#@")
	own(administrator, guest)
}

own(administrator, _) if domain(administrator) in lib.listed_domains(administrator.tenant)

own(administrator, guest) if guest.homeTenant == administrator.tenant

# guests maps each person to the guest of a tenant. Merging objects groups in linear time.
guests(tenant) := object.union_n([{guest.person: {0: guest}} | some guest in input.index.byTenant[tenant].guests])

# emergency holds for a domain of Microsoft's that no tenant lists.
emergency(name) if {
	lib.is_microsoft_domain(name)
	not input.index.domains[name]
}

# Who administers the account's own tenant as well is a finding of administration/unique-credentials.
shared(administrator) if {
	some home in homes(administrator.person)
	home != administrator.tenant
}

shared(administrator) if administrator.person in by_group(split(administrator.person, "@")[1])

# by_group are the persons who administer a tenant that lists a domain as members of a group. It takes the domain
# alone, so that it is put together once for all of a domain.
by_group(name) := union({team.group_persons(row.group) |
	some owner in input.index.domains[name]
	some row in input.index.byTenant[owner.tenant].administrators
	row.group
	lib.administers_internal_tenant(row)
})

# homes are the tenants that a person administers with an account in a domain that the tenant lists.
homes(person) := {other.tenant |
	some other in input.index.administrators[person]
	lib.administers_internal_tenant(other)
	not contains(other.userPrincipalName, "#ext#@")
	domain(other) in lib.listed_domains(other.tenant)
}
