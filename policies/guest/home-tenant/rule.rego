# METADATA
# title: Guest with a wrong home tenant
# description: >-
#   A guest represents an account that signs in to another tenant: the address ends in a domain of the home
#   tenant. Only an internal guest, whose name has no #EXT#, has credentials of the tenant that lists it. A
#   guest from outside whose domain is verified by a tenant of the topology is a warning. A home tenant whose
#   domains are not known is wrong only if another tenant has verified the guest's domain, and an address of a
#   user of the home tenant is right in any domain.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-tenant-deployment
#     description: About multiple online environments or tenants, About multiple tenants
#   - ref: https://learn.microsoft.com/entra/external-id/user-properties
#     description: Properties of a Microsoft Entra B2B collaboration user
# custom:
#   level: error
#   help: name the tenant that the account comes from, or external
#   since: 0.1.0
#   tags: [guest, identity]
#   precision: high
package tenantlint.rules.guest["home-tenant"]

import data.tenantlint.lib

report contains finding if {
	some guest in input.guests
	guest.homeTenant == guest.tenant
	was_invited(guest)
	finding := {
		"message": `guest "{guest}" of tenant "{tenant}" has the same tenant as its home`,
		"params": {"guest": guest.address, "tenant": guest.tenant},
		"at": lib.path(guest, "homeTenant"),
		"label": "the tenant that lists the guest",
		"help": "list the account under users, or name the tenant that it comes from",
	}
}

report contains finding if {
	some guest in input.guests
	guest.home != guest.tenant
	count(guest.domains) > 0
	lacks_domains(guest)
	not has_home_account(guest)
	finding := {
		"message": `guest "{guest}" has tenant "{home}" as its home, which does not hold domain "{domains}"`,
		"params": {"guest": guest.address, "home": guest.home, "domains": guest.domains},
		"at": lib.path(guest, "homeTenant"),
		"label": "named as its home here",
		"related": [{"at": lib.path(domain, "name"), "message": `domain of tenant "{home}"`} |
			some domain in array.slice(input.index.byTenant[guest.home].domains, 0, 3)
		],
	}
}

report contains finding if {
	some guest in input.guests
	guest.homeTenant
	not guest.home
	owner := verified_elsewhere(guest)[0]
	finding := {
		"message": `guest "{guest}" is said to be from outside, but tenant "{owner}" has verified its domain`,
		"params": {"guest": guest.address, "owner": owner.tenant},
		"at": lib.path(guest, "homeTenant"),
		"related": [{"at": lib.path(owner, "name"), "message": `verified here by tenant "{owner}"`}],
		"help": `name tenant "{owner}" as the home of the guest`,
		"level": "warning",
	}
}

# was_invited is true for a guest who came by invitation. An internal guest has a name or an address of the tenant.
was_invited(guest) if contains(guest.userPrincipalName, "#ext#@")

was_invited(guest) if {
	not guest.userPrincipalName
	not guest.unknown.userPrincipalName
	every domain in guest.domains {
		lib.is_foreign_domain(guest.tenant, domain)
	}
}

# lacks_domains is true if the home tenant of the guest has none of the guest's domains.
lacks_domains(guest) if {
	every domain in guest.domains {
		lib.is_foreign_domain(guest.home, domain)
	}
}

# has_home_account is true if a user of the home tenant has the address of the guest.
has_home_account(guest) if {
	some user in input.index.people[guest.person]
	user.tenant == guest.home
}

# verified_elsewhere lists the rows of the guest's domains that other tenants have verified.
verified_elsewhere(guest) := [row |
	some domain in guest.domains
	some row in input.index.domains[domain]
	row.isVerified
	row.tenant != guest.tenant
]
