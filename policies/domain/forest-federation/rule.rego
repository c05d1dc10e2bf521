# METADATA
# title: Forest federated with two tenants through one registered domain
# description: >-
#   On-premises Active Directory can be federated with more than one tenant only where each tenant
#   gets a top-level domain of its own. A registered domain in one tenant and its child in another
#   share one name and one federation service, so the second federation is refused or breaks the
#   first. Where only children of one name are federated, the set-up departs from the documented one,
#   which is a warning. One and the same domain in two tenants is left to domain/federated-once.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-tenant-deployment
#     description: About multiple online environments or tenants, About multiple tenants
# custom:
#   level: error
#   help: federate another registered domain in the second tenant, or let that tenant check its passwords itself
#   since: 0.1.0
#   tags: [domain, federation]
#   precision: high
package tenantlint.rules.domain["forest-federation"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.duplicates.federatedForests
	tenants := count(lib.tenants(shared.rows))
	tenants > 1
	names := {row.name | some row in shared.rows}
	count(names) > 1
	registered := shared.rows[0].registered
	finding := {
		"message": `forest "{forest}" is federated with {count} tenants through one registered domain, "{registered}"`,
		"params": {
			"forest": shared.rows[0].federation.forest,
			"count": lib.number(tenants),
			"registered": registered,
		},
		"locations": lib.locations(shared.rows, "name", "federated"),
		"level": level(registered in names),
	}
}

level(true) := "error"

level(false) := "warning"
