# METADATA
# title: Domain in two tenants
# description: >-
#   A custom domain proves who owns a name, and Microsoft Entra ID accepts that proof from one tenant
#   at a time, in whatever cloud the tenants are. A second tenant can at most list the name without
#   having verified it, which is how a move between tenants is prepared. A domain and its child may
#   be verified in different tenants, and a domain that two tenants federate is left to
#   domain/federated-once.
# related_resources:
#   - ref: https://learn.microsoft.com/entra/identity/users/domains-manage#best-practices-for-domain-hygiene
#     description: Managing custom domain names in your Microsoft Entra ID, Best Practices for Domain Hygiene
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#constraints-of-multi-tenants
#     description: About multiple online environments or tenants, Constraints of multi-tenants
# custom:
#   level: error
#   help: delete the domain from one of the tenants, or use a child of it there
#   since: 0.1.0
#   tags: [domain]
#   precision: very-high
package tenantlint.rules.domain["verified-once"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.duplicates.domains
	rows := [row | some row in shared.rows; row.isVerified]
	tenants := count(lib.tenants(rows))
	tenants > 1
	not is_federated_twice(shared.rows)
	finding := {
		"message": `domain "{domain}" is verified in {count} tenants`,
		"params": {"domain": shared.key, "count": lib.number(tenants)},
		"locations": lib.locations(rows, "name", "listed"),
	}
}

report contains finding if {
	some shared in input.duplicates.domains
	rows := [row | some row in shared.rows; not row.unknown.isVerified]
	tenants := count(lib.tenants(rows))
	tenants > 1
	count(lib.tenants([row | some row in rows; row.isVerified])) < 2
	not is_federated_twice(shared.rows)
	finding := {
		"message": `domain "{domain}" is listed in {count} tenants, only one of which can verify it`,
		"params": {"domain": shared.key, "count": lib.number(tenants)},
		"locations": lib.locations(rows, "name", "listed"),
		"help": "list the domain in the second tenant when the first one has deleted it",
		"level": "warning",
	}
}

is_federated_twice(rows) if count(lib.tenants([row | some row in rows; row.authenticationType == "Federated"])) > 1
