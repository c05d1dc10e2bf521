# METADATA
# title: One data set in environments that no flow joins
# description: >-
#   Environments do not share data, in one tenant no more than across tenants: each has a database of its
#   own. One data set in two of them is two copies, which drift apart unless a flow of this master data, a
#   connection or copyOf joins the environments. A deployment carries solutions, which hold no business data.
#   Sample data is left out, since nobody keeps it in step.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-environment-deployment
#     description: About multiple online environments or tenants, About single tenant with multiple environments
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-tenant-deployment
#     description: About multiple online environments or tenants, A multi-tenant deployment
#   - ref: https://learn.microsoft.com/power-platform/alm/basics-alm
#     description: ALM basics with Microsoft Power Platform (2020-05-05)
# custom:
#   level: warning
#   help: declare the flow, connection or copy that keeps the data in step, or give each data set a name of its own
#   since: 0.1.0
#   tags: [environment, data]
#   precision: medium
package tenantlint.rules.environment["shared-data"]

import data.tenantlint.lib
import data.tenantlint.lib.graph as paths

report contains finding if {
	not has_unknown_flows
	some shared in input.duplicates.dataSets
	uncertain := {row.component | some row in shared.rows; input.index.environments[row.environment].unknown.copyOf}
	copies := [row |
		some row in shared.rows
		object.get(row, "class", "") != "sample"
		not row.unknown.class
		not row.component in uncertain
	]
	count({row.component | some row in copies}) > 1
	finding := {
		"message": "data set \"{set}\" is in environments \"{environments}\", which no flow of this data joins",
		"params": {"set": copies[0].name, "environments": {row.environment | some row in copies}},
		"locations": [{
			"at": lib.path(row, "name"),
			"label": "in environment \"{environment}\"",
			"params": {"environment": row.environment},
		} |
			some row in copies
		],
	}
}

# has_unknown_flows is true if an unknown flow may join environments that seem unconnected.
has_unknown_flows if {
	some rows in input.index.masters
	some row in rows
	not paths.flows(row)
}
