# METADATA
# title: Master data without a scope
# description: >-
#   The master data is synchronized to all environments that work with it. Without a scope nobody says which
#   ones these are, so that one which receives nothing is not noticed. An empty scope says that nobody else
#   needs the data.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#master-data-management
#     description: About multiple online environments or tenants, Master data management
# custom:
#   level: note
#   help: list under scope the environments that must receive the master data
#   since: 0.1.0
#   tags: [master-data, flow]
#   precision: high
package tenantlint.rules["master-data"]["no-scope"]

import data.tenantlint.lib

report contains finding if {
	some row in input.masterData
	not row.scope
	not row.unknown.scope
	finding := {
		"message": "master data \"{masterData}\" does not say which environments must receive it",
		"params": {"masterData": row.name},
		"at": lib.path(row, "scope"),
		"label": "no scope",
	}
}
