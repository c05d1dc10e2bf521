# METADATA
# title: A tenant has one Default environment
# description: >-
#   The Default environment comes with the tenant; there is one, everybody shares it, and it can be
#   neither deleted nor made. A second one in the manifests has the wrong type or stands in the wrong
#   tenant.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/environments-overview#the-default-environment
#     description: Power Platform environments overview, The default environment
# custom:
#   level: error
#   help: keep the type Default for the environment that came with the tenant
#   since: 0.1.0
#   tags: [environment]
#   precision: very-high
package tenantlint.rules.environment["one-default"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.shared.defaults
	lib.apart(shared.rows, ["key"])
	finding := {
		"message": sprintf("tenant %q has %s Default environments: %s", [
			shared.rows[0].tenant,
			lib.number(count({row.key | some row in shared.rows})),
			lib.quoted([row.name | some row in shared.rows]),
		]),
		"sites": [{"at": lib.place(row, "type"), "label": sprintf("type of %q", [row.key])} | some row in shared.rows],
	}
}
