# METADATA
# title: One Dataverse database used by two environments
# description: >-
#   The guidance gives each environment a database of its own; the newer overview says that it has one or
#   none. A database serves one environment in either: that is what keeps their data apart. Two environments
#   with one organization, one host or one unique name cannot both be as they are written down. Two
#   environments with one id are left to reference/duplicate-id.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-environment-deployment
#     description: About multiple online environments or tenants, About single tenant with multiple environments
#   - ref: https://learn.microsoft.com/power-platform/admin/environments-overview#environment-scope
#     description: Power Platform environments overview, Environment scope (2022-05-12)
# custom:
#   level: error
#   help: give each environment the id, host and unique name of its own database
#   since: 0.1.0
#   tags: [environment, dataverse]
#   precision: very-high
package tenantlint.rules.environment["own-database"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.duplicates.tenantOrganizations
	finding := conflict("organization", shared.rows, "organizationId")
}

report contains finding if {
	some shared in input.duplicates.tenantHosts
	lib.values_differ(shared.rows, ["dataverse", "organizationId"])
	finding := conflict("host", shared.rows, "url")
}

report contains finding if {
	some shared in input.duplicates.uniqueNames
	lib.values_differ(shared.rows, ["dataverse", "organizationId"])
	lib.values_differ(shared.rows, ["dataverse", "url"])
	finding := conflict("unique name", shared.rows, "uniqueName")
}

# conflict is limited to environments of one tenant that differ in name and id.
conflict(what, rows, field) := finding if {
	lib.values_differ(rows, ["key"])
	lib.values_differ(rows, ["id"])
	finding := {
		"message": "environments \"{environments}\" have one Dataverse {what}, \"{value}\"",
		"params": {"environments": [row.key | some row in rows], "what": what, "value": rows[0].dataverse[field]},
		"locations": [{
			"at": lib.path(row.dataverse, field),
			"label": "database of environment \"{environment}\"",
			"params": {"environment": row.key},
		} |
			some row in rows
		],
	}
}
