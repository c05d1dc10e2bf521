# METADATA
# title: Account administers two tenants
# description: >-
#   Each tenant has administrators who sign in with an account of that tenant only. An account that administers
#   two tenants opens both to an attacker who compromises it, and an action intended for one may affect the
#   other; it makes no difference that the account is a guest in one of them, or has the role through a group. A
#   provider with delegated privileges has no account in the tenant, and the administrators of a partner's
#   tenant are the partner's responsibility.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-tenant-deployment
#     description: About multiple online environments or tenants, About multiple tenants
# custom:
#   level: error
#   help: keep the account in the tenant it belongs to, and give the other tenant an administrator of its own
#   since: 0.1.0
#   tags: [administration, security]
#   precision: very-high
#   security-severity: "5.5"
package tenantlint.rules.administration["unique-credentials"]

import data.tenantlint.lib
import data.tenantlint.lib.team

report contains finding if {
	some shared in input.duplicates.administrators
	rows := [row | some row in shared.rows; lib.administers_internal_tenant(row)]
	tenants := count(lib.tenants(rows))
	tenants > 1
	finding := {
		"message": `account "{account}" administers {count} tenants`,
		"params": {"account": shared.key, "count": lib.number(tenants)},
		"locations": lib.locations(rows, "userPrincipalName", "listed"),
	}
}

# A member of a group administers a tenant as well. Accounts listed by name in several tenants are reported above.
report contains finding if {
	some administrator in input.administrators
	administrator.group
	lib.administers_internal_tenant(administrator)
	some person in team.group_persons(administrator.group)
	other := only_named_row(person)
	other.tenant != administrator.tenant
	finding := {
		"message": `account "{account}" administers {count} tenants`,
		"params": {"account": other.userPrincipalName, "count": lib.number(2)},
		"locations": array.concat(
			lib.locations([administrator], "group", "in a group listed"),
			array.slice(lib.locations([administrator, other], "userPrincipalName", "listed"), 1, 2),
		),
	}
}

# only_named_row returns the row of a person whom exactly one tenant lists by name as an administrator. It takes only
# the person and is always defined, because OPA does not cache an undefined result of a function.
only_named_row(person) := rows[0] if {
	rows := [row | some row in input.index.administrators[person]; lib.administers_internal_tenant(row)]
	count(lib.tenants(rows)) == 1
} else := {}
