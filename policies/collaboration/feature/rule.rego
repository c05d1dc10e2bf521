# METADATA
# title: Collaboration between tenants beyond federation of Teams and Exchange
# description: >-
#   The guidance for several tenants counts on federation of Lync, which today is Teams, and of Exchange, and
#   on nothing else between tenants. Microsoft has added more since, and the newer pages decide: a finding is
#   a note. Such a feature works under its own conditions, which are worth knowing before people rely on it.
#   SharePoint has a rule of its own, collaboration/sharepoint.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#constraints-of-multi-tenants
#     description: About multiple online environments or tenants, Constraints of multi-tenants
#   - ref: https://learn.microsoft.com/entra/identity/multi-tenant-organizations/overview
#     description: What is a multitenant organization in Microsoft Entra ID?
# custom:
#   level: note
#   help: check the conditions of the feature, or collaborate by federation of Teams and Exchange
#   since: 0.1.0
#   tags: [collaboration]
#   precision: medium
package tenantlint.rules.collaboration.feature

import data.tenantlint.lib.collaboration

facts := data.facts.collaboration

report contains finding if {
	some use in input.collaboration
	use.from != use.to
	feature := collaboration.key(use.feature)
	not facts.federation[feature]
	not facts.sharePoint[feature]
	finding := {
		"message": "feature \"{feature}\" between tenants \"{from}\" and \"{to}\" is more than federation",
		"params": {"feature": use.feature, "from": use.from, "to": use.to},
		"at": array.concat(use.at, ["feature"]),
		"label": "more than federation",
		"notes": [object.get(facts.newer, feature, "the document does not name this feature")],
	}
}
