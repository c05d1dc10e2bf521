# METADATA
# title: Two Default environments in a tenant
# description: >-
#   The Default environment comes with the tenant; there is one, everybody shares it, and it can be neither
#   deleted nor made. A second one in the manifests has the wrong type or belongs to another tenant.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/environments-overview#the-default-environment
#     description: Power Platform environments overview, The default environment (2022-05-12)
# custom:
#   level: error
#   help: keep the type Default for the environment that came with the tenant
#   since: 0.1.0
#   tags: [environment]
#   precision: very-high
package tenantlint.rules.environment["one-default"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.duplicates.defaults
	keys := {row.key | some row in shared.rows}
	count(keys) > 1
	finding := {
		"message": "tenant \"{tenant}\" has {count} Default environments: \"{names}\"",
		"params": {
			"tenant": shared.rows[0].tenant,
			"count": lib.number(count(keys)),
			"names": [row.name | some row in shared.rows],
		},
		"locations": [{
			"at": lib.path(row, "type"),
			"label": "type of \"{environment}\"",
			"params": {"environment": row.key},
		} |
			some row in shared.rows
		],
	}
}
