# METADATA
# title: Domain federated with two tenants
# description: >-
#   Federation hands the sign-in for a domain to one identity provider, and Microsoft Entra ID has to
#   know which tenant a user of that domain belongs to. A second tenant cannot federate the same
#   domain; the attempt is refused, or takes the domain away from the tenant that has it. A further
#   tenant that has verified the domain is shown too, as it has to give the domain up as well.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#constraints-of-multi-tenants
#     description: About multiple online environments or tenants, Constraints of multi-tenants
# custom:
#   level: error
#   help: leave the domain in one tenant; in the other remove it, or use a domain of its own
#   since: 0.1.0
#   tags: [domain, federation]
#   precision: very-high
package tenantlint.rules.domain["federated-once"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.duplicates.domains
	rows := [row | some row in shared.rows; row.authenticationType == "Federated"]
	tenants := lib.tenants(rows)
	count(tenants) > 1
	others := [row | some row in shared.rows; row.isVerified; not row.tenant in tenants]
	finding := {
		"message": `domain "{domain}" is federated with {count} tenants`,
		"params": {"domain": shared.key, "count": lib.number(count(tenants))},
		"locations": array.concat(lib.locations(rows, "name", "federated"), lib.locations(others, "name", "also verified")),
		"notes": ["domain names compare without case"],
	}
}
