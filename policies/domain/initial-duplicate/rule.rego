# METADATA
# title: Tenant with two initial domains
# description: >-
#   A tenant is created with one domain, and that domain stays the initial one for ever. Domains of the
#   same kind that were added later are custom domains to the tenant. A partner's tenant is its own
#   affair.
# related_resources:
#   - ref: https://learn.microsoft.com/graph/api/resources/domain#properties
#     description: domain resource type, Properties
# custom:
#   level: error
#   help: leave isInitial true at the domain that the tenant was created with
#   since: 0.1.0
#   aliases: [domain/initial]
#   tags: [domain]
#   precision: very-high
package tenantlint.rules.domain["initial-duplicate"]

import data.tenantlint.lib

report contains finding if {
	some tenant in input.tenants
	tenant.relationship != "partner"
	rows := [row | some row in lib.domain_rows(tenant); row.isInitial]
	names := count({row.name | some row in rows})
	names > 1
	finding := {
		"message": `tenant "{tenant}" has {count} initial domains`,
		"params": {"tenant": tenant.name, "count": lib.number(names)},
		"locations": [{"at": lib.path(row, "isInitial"), "label": label, "params": {"domain": row.name}} |
			some i, row in rows
			label := [`"{domain}" is initial`, `"{domain}" is initial too`][min([i, 1])]
		],
	}
}
