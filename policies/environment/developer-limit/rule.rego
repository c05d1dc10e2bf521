# METADATA
# title: More Developer environments than one maker can have
# description: >-
#   Developer environments use none of the tenant's capacity and are limited in number instead: a maker can
#   have up to three. Unused ones are switched off and removed, so more than three in the manifests cannot
#   all exist for long.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/white-papers/environment-strategy#types-of-environments
#     description: Develop a tenant environment strategy to adopt Power Platform at scale, Types of environments
# custom:
#   level: warning
#   help: remove Developer environments that are not used, or use environments of type Sandbox
#   since: 0.1.0
#   tags: [environment]
#   precision: high
package tenantlint.rules.environment["developer-limit"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.duplicates.developers
	limit := data.facts.environments.developerLimit
	owned := count({row.key | some row in shared.rows})
	owned > limit
	finding := {
		"message": "\"{owner}\" owns {owned} Developer environments in tenant \"{tenant}\", but can have {limit}",
		"params": {
			"owner": shared.rows[0].owner,
			"owned": lib.number(owned),
			"tenant": shared.rows[0].tenant,
			"limit": lib.number(limit),
		},
		"locations": [{
			"at": lib.path(row, "owner"),
			"label": "owns \"{environment}\"",
			"params": {"environment": row.key},
		} |
			some row in shared.rows
		],
	}
}
