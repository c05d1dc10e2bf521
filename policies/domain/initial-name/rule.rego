# METADATA
# title: Custom domain marked as initial
# description: >-
#   The initial domain is the one that Microsoft gave the tenant when it was created: one name below
#   onmicrosoft.com, or below the name of a sovereign cloud, such as partner.onmschina.cn in China. A custom
#   domain can be the default one, never the initial one. The tenant of a partner is not evaluated, and several
#   initial domains are a finding of domain/initial-duplicate.
# related_resources:
#   - ref: https://learn.microsoft.com/graph/api/resources/domain#properties
#     description: domain resource type, Properties
#   - ref: https://learn.microsoft.com/azure/china/resources-developer-guide#check-endpoints-in-azure
#     description: Azure China developer guide, Check endpoints in Azure
# custom:
#   level: error
#   help: set isInitial at the domain that the tenant was created with, such as contoso.onmicrosoft.com
#   since: 0.1.0
#   aliases: [domain/initial]
#   tags: [domain]
#   precision: high
package tenantlint.rules.domain["initial-name"]

import data.tenantlint.lib

report contains finding if {
	some tenant in input.tenants
	tenant.relationship != "partner"
	rows := [row | some row in lib.domain_rows(tenant); row.isInitial]
	count({row.name | some row in rows}) == 1
	row := rows[0]
	not lib.can_be_initial(row.name)
	finding := {
		"message": `initial domain "{domain}" of tenant "{tenant}" does not end in a suffix that Microsoft gives`,
		"params": {
			"domain": row.name, "tenant": tenant.name,
			"suffixes": data.facts.clouds.initialDomains,
		},
		"at": lib.path(row, "isInitial"),
		"label": "a custom domain cannot be the initial one",
		"notes": [`an initial domain is one name below "{suffixes}"`],
	}
}
