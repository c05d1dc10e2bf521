# METADATA
# title: Production and development have security groups of their own
# description: >-
#   A licensed user can get into any environment of the tenant; membership of the environment's security
#   group decides. One group for production and development lets everyone who develops into production,
#   and every user of production to where things are built.
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
	some shared in input.shared.securityGroups
	production := [row | some row in shared.rows; row.stage == "production"]
	development := [row | some row in shared.rows; row.stage == "development"; row.type != "Developer"]
	count(production) > 0
	count(development) > 0
	finding := {
		"message": sprintf("group %q lets the same people into production %s and development %s", [shared.key, keys(production), keys(development)]),
		"sites": [{"at": lib.place(row, "securityGroup"), "label": sprintf("who may enter %s", [row.stage])} | some row in array.concat(production, development)],
	}
}

keys(rows) := lib.quoted([row.key | some row in rows])
