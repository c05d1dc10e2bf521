# METADATA
# title: Mail address of two users
# description: >-
#   A tenant takes a mail address for one user only. A second one comes from an account that was made twice,
#   such as in two domains of an on-premises forest that feed the tenant: synchronization refuses it, or puts
#   the address in quarantine, so that one of the two gets no mail. Case makes no difference. One sign-in
#   name twice in a tenant is left to reference/duplicate-name.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#constraints-of-multi-tenants
#     description: About multiple online environments or tenants, Constraints of multi-tenants
#   - ref: https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-syncservice-duplicate-attribute-resiliency
#     description: Identity synchronization and duplicate attribute resiliency
# custom:
#   level: warning
#   help: keep one of the accounts, or give each a mail address of its own
#   since: 0.1.0
#   tags: [identity, synchronization]
#   precision: high
package tenantlint.rules.identity["mail-unique"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.duplicates.mails
	users := count({row.userPrincipalName | some row in shared.rows})
	users > 1
	finding := {
		"message": `mail address "{mail}" is that of {count} users of tenant "{tenant}"`,
		"params": {
			"mail": shared.rows[0].mail, "count": lib.number(users),
			"tenant": shared.rows[0].tenant,
		},
		"locations": [loc |
			some row in shared.rows
			loc := {
				"at": lib.path(row, "mail"),
				"label": `of user "{user}"`,
				"params": {"user": row.userPrincipalName},
			}
		],
	}
}
