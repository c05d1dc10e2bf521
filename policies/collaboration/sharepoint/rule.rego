# METADATA
# title: SharePoint used across tenants
# description: >-
#   The guidance says that people of one tenant may not reach the SharePoint of another, and knows access for
#   partners as a way round. Guest accounts are the newer way and make it possible, so that a finding is a
#   warning: sites and links open in a foreign tenant, and licenses have to be looked at once more.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#constraints-of-multi-tenants
#     description: About multiple online environments or tenants, Constraints of multi-tenants
#   - ref: https://learn.microsoft.com/sharepoint/sharepoint-azureb2b-integration
#     description: SharePoint and OneDrive integration with Microsoft Entra B2B
# custom:
#   level: warning
#   help: keep shared documents in the tenant of those who work on them, or invite the others as guests
#   since: 0.1.0
#   tags: [collaboration, sharepoint]
#   precision: medium
package tenantlint.rules.collaboration.sharepoint

import data.tenantlint.lib.collaboration

report contains finding if {
	some use in input.collaboration
	use.from != use.to
	data.facts.collaboration.sharePoint[collaboration.key(use.feature)]
	finding := {
		"message": "people of tenant \"{from}\" use the SharePoint of tenant \"{to}\"",
		"params": {"from": use.from, "to": use.to},
		"at": array.concat(use.at, ["feature"]),
		"label": "SharePoint across tenants",
	}
}
