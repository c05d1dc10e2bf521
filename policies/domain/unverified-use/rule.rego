# METADATA
# title: Unverified domain in use
# description: >-
#   Until ownership of a domain has been proved, nobody can sign in with it and no mail is accepted
#   for it; accounts that are synchronized get a name in the initial domain instead. The finding shows
#   the domain, and the accounts and name spaces that use it. Those on a domain that the tenant does
#   not list at all are left to namespace/unowned and namespace/upn-suffix.
# related_resources:
#   - ref: https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-userprincipalname#nonverified-upn-suffix
#     description: Microsoft Entra UserPrincipalName population, Nonverified UPN Suffix
# custom:
#   level: warning
#   help: verify the domain, or use a verified one
#   since: 0.1.0
#   tags: [domain, namespace]
#   precision: very-high
package tenantlint.rules.domain["unverified-use"]

import data.tenantlint.lib

report contains finding if {
	some row in input.domains
	row.isVerified == false
	accounts := [user | some user in object.get(users_by_domain(row.tenant), row.name, {})]
	spaces := [space | some space in object.get(namespaces_by_domain(row.tenant), row.name, {})]
	count(accounts) + count(spaces) > 0
	finding := object.union(more_notes(accounts), {
		"message": `domain "{domain}" is not verified, but tenant "{tenant}" uses it for {uses}`,
		"params": {
			"domain": row.name,
			"tenant": row.tenant,
			"uses": concat(" and ", uses(accounts, spaces)),
			"more": count(accounts) - max_shown,
		},
		"locations": array.concat(
			[{"at": lib.path(row, "isVerified"), "label": "not verified"}],
			array.concat([{"at": space.at, "label": "used here"} | some space in spaces], [loc |
				some user in array.slice(accounts, 0, max_shown)
				loc := {"at": lib.path(user, "userPrincipalName"), "label": "signs in with it"}
			]),
		),
	})
}

# max_shown is the number of accounts that a finding shows.
max_shown := 10

more_notes(accounts) := {"notes": ["{more} more accounts sign in with the domain"]} if {
	count(accounts) > max_shown
} else := {}

uses(accounts, spaces) := array.concat(
	["sign-in names" | count(accounts) + count([s | some s in spaces; s.protocol == "userPrincipalName"]) > 0],
	["mail" | count([s | some s in spaces; s.protocol == "smtp"]) > 0],
)

# users_by_domain and namespaces_by_domain map each domain to its uses in a tenant. Merging objects groups in linear
# time.
users_by_domain(tenant) := object.union_n([{user.domain: {i: user}} |
	some i, user in input.index.byTenant[tenant].users
	not user.external
])

namespaces_by_domain(tenant) := object.union_n([{space.name: {i: space}} |
	some i, space in input.index.byTenant[tenant].namespaces
	space.declared
])
