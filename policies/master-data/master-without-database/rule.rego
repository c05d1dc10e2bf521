# METADATA
# title: Master data kept in an environment without a database
# description: >-
#   Master data is kept in the database of its master. An environment that says it has none cannot hold it.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#master-data-management
#     description: About multiple online environments or tenants, Master data management
#   - ref: https://learn.microsoft.com/power-platform/admin/environments-overview#environment-scope
#     description: Power Platform environments overview, Environment scope (2022-05-12)
# custom:
#   level: warning
#   help: choose a master with a Dataverse database, or declare the database
#   since: 0.1.0
#   tags: [master-data, environment]
#   precision: high
package tenantlint.rules["master-data"]["master-without-database"]

import data.tenantlint.lib

report contains finding if {
	some row in input.masterData
	environment := input.index.environments[row.master]
	environment.noDatabase
	finding := {
		"message": "master data \"{masterData}\" is mastered in \"{environment}\", which has no database",
		"params": {"masterData": row.name, "environment": environment.key},
		"at": lib.path(row, "master"),
		"label": "cannot hold the data",
		"related": [{"at": lib.path(environment, "dataverse"), "message": "no database here"}],
	}
}
