# METADATA
# title: Account in two tenants
# description: >-
#   Accounts cannot be shared among tenants: a person who works in two is a member of one and a guest in the
#   other, or has two accounts with different names. One user principal name or one object id in two tenants
#   is a mistake in any case. The guidance allows no account twice, but one on-premises object may be
#   synchronized to several tenants by now: the newer page decides, and it is a warning. It is left out where
#   the accounts already have one name or one id. One id twice in a tenant is left to reference/duplicate-id,
#   one mail address to identity/mail-unique.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#constraints-of-multi-tenants
#     description: About multiple online environments or tenants, Constraints of multi-tenants
#   - ref: https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-topologies#sync-ad-objects-to-multiple-microsoft-entra-tenants
#     description: Topologies for Microsoft Entra Connect, Sync AD objects to multiple Microsoft Entra tenants
# custom:
#   level: error
#   help: keep the account in the tenant where the person works, and invite it to the other as a guest
#   since: 0.1.0
#   tags: [identity]
#   precision: high
package tenantlint.rules.identity["account-unique"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.duplicates.accounts
	tenants := count(lib.tenants(shared.rows))
	tenants > 1
	finding := {
		"message": `account "{account}" is a member of {count} tenants`,
		"params": {"account": shared.key, "count": lib.number(tenants)},
		"locations": lib.locations(shared.rows, "userPrincipalName", "listed"),
	}
}

report contains finding if {
	some shared in input.duplicates.accountIds
	tenants := count(lib.tenants(shared.rows))
	tenants > 1
	not has_duplicates(shared.rows, "userPrincipalName")
	finding := {
		"message": `object id "{id}" is used by accounts in {count} tenants`,
		"params": {"id": shared.key, "count": lib.number(tenants)},
		"locations": lib.locations(shared.rows, "id", "given"),
		"help": "correct the id: every tenant gives an account an object id of its own",
	}
}

report contains finding if {
	some shared in input.duplicates.immutableIds
	tenants := count(lib.tenants(shared.rows))
	tenants > 1
	not has_duplicates(shared.rows, "userPrincipalName")
	not has_duplicates(shared.rows, "id")
	finding := {
		"message": `on-premises account "{id}" is synchronized to {count} tenants`,
		"params": {"id": shared.key, "count": lib.number(tenants)},
		"locations": lib.locations(shared.rows, "onPremisesImmutableId", "synchronized"),
		"help": concat(" ", [
			"synchronize the account to one tenant and invite it to the other as a guest,",
			"or accept that it is two accounts",
		]),
		"level": "warning",
	}
}

has_duplicates(rows, field) if {
	values := [row[field] | some row in rows]
	count(values) > count({value | some value in values})
}
