# METADATA
# title: Sign-in name outside the tenant's domains
# description: >-
#   The suffix of a member's user principal name must be a domain that the tenant has verified, and a
#   child domain has to be added like any other. Guests and other accounts with #EXT# in their name
#   are exempt, a domain that is listed but not verified is left to domain/unverified-use, and an
#   account that the tenant with that domain lists too is left to identity/account-unique. Where not
#   all domains of the tenant are known, only a domain that another tenant has verified is a finding.
# related_resources:
#   - ref: https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-userprincipalname#upn-in-microsoft-entra-id
#     description: Microsoft Entra UserPrincipalName population, UPN in Microsoft Entra ID
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#constraints-of-multi-tenants
#     description: About multiple online environments or tenants, Constraints of multi-tenants
# custom:
#   level: error
#   help: >-
#     give the account a name in one of the tenant's domains, or add and verify the domain where no other
#     tenant has it
#   since: 0.1.0
#   tags: [namespace, identity]
#   precision: very-high
package tenantlint.rules.namespace["upn-suffix"]

import data.tenantlint.lib

report contains finding if {
	some row in input.users
	not row.external
	lib.is_foreign_domain(row.tenant, row.domain)
	not has_home_account(row)
	owners := object.get(input.index.domains, row.domain, [])
	finding := object.union(more_notes(owners), {
		"message": `user "{user}" signs in with "{domain}", which is outside the domains of tenant "{tenant}"`,
		"params": {
			"user": row.userPrincipalName, "domain": row.domain, "tenant": row.tenant,
			"more": count(owners) - max_shown,
		},
		"at": lib.path(row, "userPrincipalName"),
		"related": [related |
			some owner in array.slice(owners, 0, max_shown)
			related := {
				"at": lib.path(owner, "name"),
				"message": `a domain of tenant "{owner}"`,
				"params": {"owner": owner.tenant},
			}
		],
		"help": help[count(owners) > 0],
	})
}

# max_shown limits the tenants with the domain that a finding shows, because each account would show all of them.
max_shown := 10

more_notes(owners) := {"notes": ["{more} more tenants have the domain"]} if {
	count(owners) > max_shown
} else := {}

help := {
	false: "add the domain to the tenant and verify it, or give the account a name in one of the tenant's domains",
	true: "invite the person as a guest, or give the account a name in one of the tenant's domains",
}

has_home_account(row) if {
	some home in home_tenants(row.userPrincipalName, row.domain)
	home != row.tenant
}

# home_tenants is the set of tenants that have an account of this name and list its domain.
home_tenants(account, domain) := {user.tenant |
	some user in input.index.accounts[account]
	domain in lib.listed_domains(user.tenant)
}
