# METADATA
# title: On-premises Exchange organization in a hybrid deployment with several tenants
# description: >-
#   Mail routing, free/busy and mailbox moves of a hybrid deployment tie an on-premises Exchange organization to
#   a tenant, and the guidance for several tenants says that it cannot be split. Since September 2020 the Hybrid
#   Configuration Wizard connects one organization to up to five tenants, under conditions that manifests do not
#   contain. The newer statement applies, so that a finding is a warning. Organizations with the default name of
#   Setup are the same one only if they are in the same forest.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#constraints-of-multi-tenants
#     description: About multiple online environments or tenants, Constraints of multi-tenants
#   - ref: https://techcommunity.microsoft.com/blog/exchange/september-2020-hybrid-configuration-wizard-update/1687698
#     description: September 2020 Hybrid Configuration Wizard Update, Configuration Pre-Requisites
# custom:
#   level: warning
#   help: keep the hybrid deployment with one tenant, or check the conditions of the wizard for each of them
#   since: 0.1.0
#   tags: [collaboration, exchange]
#   precision: high
package tenantlint.rules.collaboration["exchange-organization"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.duplicates.exchangeOrganizations
	not is_default_name(shared.key)
	finding := conflict(shared.rows)
}

# Setup gives every organization the same default name, so the forest distinguishes them.
report contains finding if {
	some shared in input.duplicates.exchangeOrganizations
	is_default_name(shared.key)
	some rows in object.union_n([{forest: {row.name: row}} | some row in shared.rows; some forest in forests(row.name)])
	finding := conflict([row | some row in rows])
}

is_default_name(name) if data.facts.collaboration.defaultExchangeOrganizations[name]

forests(tenant) := {sync.forest | some sync in input.index.byTenant[tenant].directorySync}

conflict(declared_rows) := finding if {
	rows := [object.union(row, {"tenant": row.name}) | some row in declared_rows]
	tenants := count(lib.tenants(rows))
	tenants > 1
	finding := {
		"message": "Exchange organization \"{name}\" is in a hybrid deployment with {count} tenants",
		"params": {"name": rows[0].exchangeOrganization, "count": lib.number(tenants)},
		"locations": lib.locations(rows, "exchangeOrganization", "used"),
		"notes": [concat(" ", [
			"the Hybrid Configuration Wizard of September 2020 connects up to five tenants to Exchange 2016 CU18 or 2019 CU7,",
			"if no user is synchronized to two",
		])],
	}
}
