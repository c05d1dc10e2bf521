# METADATA
# title: An on-premises Exchange organisation belongs to one tenant
# description: >-
#   Mail routing, free/busy and mailbox moves of a hybrid deployment tie the whole Exchange
#   organisation to a tenant, and it cannot be split over several. A later Hybrid Configuration Wizard
#   connects one organisation to up to five tenants, under conditions that no manifest shows.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#constraints-of-multi-tenants
#     description: About multiple online environments or tenants, Constraints of multi-tenants
#   - ref: https://techcommunity.microsoft.com/blog/exchange/september-2020-hybrid-configuration-wizard-update/1687698
#     description: September 2020 Hybrid Configuration Wizard Update, Configuration Pre-Requisites
# custom:
#   level: error
#   help: keep the hybrid deployment with one tenant, and move the other's mailboxes out of the organisation
#   since: 0.1.0
#   tags: [collaboration, exchange]
#   precision: high
package tenantlint.rules.collaboration["exchange-organization"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.shared.exchangeOrganizations
	rows := [object.union(row, {"tenant": row.name}) | some row in shared.rows]
	tenants := count(lib.tenants(rows))
	tenants > 1
	finding := {
		"message": sprintf("Exchange organisation %q is split over %s tenants", [shared.key, lib.number(tenants)]),
		"sites": lib.sites(rows, "exchangeOrganization", "used"),
		"notes": ["the Hybrid Configuration Wizard of September 2020 connects up to five tenants to Exchange 2016 CU18 or 2019 CU7, if no user is synchronised to two"],
	}
}
