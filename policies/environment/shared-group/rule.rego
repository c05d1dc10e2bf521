# METADATA
# title: Production and development share a security group
# description: >-
#   Separate security groups decide who can see and enter each environment. One group for production and for
#   development gives everybody who builds things a way into production, and every user of production a way
#   to where things are built.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-environment-deployment
#     description: About multiple online environments or tenants, About single tenant with multiple environments
# custom:
#   level: note
#   help: use one group for the people who develop and another for the users of production
#   since: 0.1.0
#   tags: [environment, access]
#   precision: high
package tenantlint.rules.environment["shared-group"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.duplicates.securityGroups
	production := [row | some row in shared.rows; row.stage == "production"]
	count(production) > 0
	development := [row | some row in shared.rows; row.stage == "development"; row.type != "Developer"]
	count(development) > 0
	finding := {
		"message": concat(" ", [
			"group \"{group}\" lets the same people into production \"{production}\" and development",
			"\"{development}\"",
		]),
		"params": {
			"group": shared.key,
			"production": [row.key | some row in production],
			"development": [row.key | some row in development],
		},
		"locations": [{
			"at": lib.path(row, "securityGroup"),
			"label": "who may enter {stage}",
			"params": {"stage": row.stage},
		} |
			some row in array.concat(production, development)
		],
	}
}
