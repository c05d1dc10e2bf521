# METADATA
# title: Master data kept in a trial
# description: >-
#   The master holds the one copy that all others follow. A trial environment is deleted when the trial ends,
#   and the master with it.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/environments-overview#types-of-environments
#     description: Power Platform environments overview, Types of environments (2022-05-12)
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#master-data-management
#     description: About multiple online environments or tenants, Master data management
# custom:
#   level: warning
#   help: keep the master in an environment of type Production
#   since: 0.1.0
#   tags: [master-data, environment]
#   precision: high
package tenantlint.rules["master-data"]["trial-master"]

import data.tenantlint.lib

report contains finding if {
	some row in input.masterData
	environment := input.index.environments[row.master]
	environment.type in {"Trial", "SubscriptionBasedTrial"}
	finding := {
		"message": "master data \"{masterData}\" is mastered in \"{environment}\", which is of type \"{type}\"",
		"params": {"masterData": row.name, "environment": environment.key, "type": environment.type},
		"at": lib.path(row, "master"),
		"label": "deleted when the trial ends",
		"related": [{"at": lib.path(environment, "type"), "message": "type \"{type}\" is given here"}],
	}
}
