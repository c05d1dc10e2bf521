# METADATA
# title: Tenant with two default domains
# description: >-
#   One domain of a tenant is the default, which new accounts get; making another one the default
#   ends that of the first.
# related_resources:
#   - ref: https://learn.microsoft.com/graph/api/resources/domain#properties
#     description: domain resource type, Properties
# custom:
#   level: error
#   help: leave isDefault true at one domain
#   since: 0.1.0
#   tags: [domain]
#   precision: very-high
package tenantlint.rules.domain["default-duplicate"]

import data.tenantlint.lib

report contains finding if {
	some tenant in input.tenants
	rows := [row | some row in lib.domain_rows(tenant); row.isDefault]
	names := count({row.name | some row in rows})
	names > 1
	finding := {
		"message": `tenant "{tenant}" has {count} default domains`,
		"params": {"tenant": tenant.name, "count": lib.number(names)},
		"locations": [{"at": lib.path(row, "isDefault"), "label": label, "params": {"domain": row.name}} |
			some i, row in rows
			label := [`"{domain}" is the default`, `"{domain}" is the default too`][min([i, 1])]
		],
	}
}
