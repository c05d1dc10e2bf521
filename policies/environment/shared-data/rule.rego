# METADATA
# title: Environments that hold one data set are connected
# description: >-
#   Environments do not share data, in one tenant no more than across tenants: each has a database of
#   its own. One data set in two of them is two copies, which drift apart unless a master-data flow, a
#   connection or a deployment joins the environments. Sample data is left out, since nobody keeps it
#   in step.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-environment-deployment
#     description: About multiple online environments or tenants, About single tenant with multiple environments
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-tenant-deployment
#     description: About multiple online environments or tenants, A multi-tenant deployment
# custom:
#   level: warning
#   help: declare the flow or connection that keeps the copies in step, or give each data set a name of its own
#   since: 0.1.0
#   tags: [environment, data]
#   precision: medium
package tenantlint.rules.environment["shared-data"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.shared.dataSets
	copies := [row |
		some row in shared.rows
		object.get(row, "class", "") != "sample"
		not row.unknown.class
	]
	count({row.component | some row in copies}) > 1
	finding := {
		"message": sprintf("data set %q lies in environments %s, which no flow or connection joins", [
			copies[0].name,
			lib.quoted({row.environment | some row in copies}),
		]),
		"sites": [{"at": lib.place(row, "name"), "label": sprintf("in environment %q", [row.environment])} | some row in copies],
	}
}
