# METADATA
# title: Forest written to by two tenants
# description: >-
#   A forest may feed several tenants, but device writeback, group writeback and seamless single sign-on can
#   be set up with one of them only: each keeps its settings in the forest, where the second tenant would
#   overwrite those of the first. The documentation says the same of Exchange hybrid, but the Hybrid
#   Configuration wizard of September 2020 sets it up with up to five tenants. The newer statement decides:
#   two to five are a warning. Servers in staging mode write nothing. Password writeback is allowed with
#   several tenants.
# related_resources:
#   - ref: https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-topologies#sync-ad-objects-to-multiple-microsoft-entra-tenants
#     description: Topologies for Microsoft Entra Connect, Sync AD objects to multiple Microsoft Entra tenants
#   - ref: https://techcommunity.microsoft.com/blog/exchange/september-2020-hybrid-configuration-wizard-update/1687698
#     description: September 2020 Hybrid Configuration Wizard Update
# custom:
#   level: error
#   help: leave the feature with one tenant and turn it off for the others
#   since: 0.1.0
#   tags: [identity, synchronization]
#   precision: very-high
package tenantlint.rules.identity["sync-writeback"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.duplicates.syncForests
	some field, feature in data.facts.synchronization.writeback
	rows := [row | some row in shared.rows; row[field]; row.stagingMode == false]
	tenants := count(lib.tenants(rows))
	tenants > feature.tenants
	finding := object.union(severity(feature, tenants), {
		"message": `{feature} of forest "{forest}" is set up with {count} tenants`,
		"params": {
			"feature": feature.name, "forest": shared.key, "count": lib.number(tenants),
			"most": lib.number(object.get(feature, "mostTenants", feature.tenants)),
		},
		"locations": lib.locations(rows, field, "set up"),
	})
}

# severity returns the level and the reason if the level is lower than that of the rule.
severity(feature, tenants) := {
	"level": "warning",
	"notes": ["the current setup wizard supports up to {most} tenants, the documentation of the topologies one"],
} if {
	tenants <= feature.mostTenants
} else := {}
