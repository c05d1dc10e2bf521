# METADATA
# title: Environment moved to another tenant
# description: >-
#   An environment belongs to the tenant in which it was created, and no change of configuration moves it to
#   another one. A manifest that names another tenant describes an environment that does not exist there.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-environment-deployment
#     description: About multiple online environments or tenants, A multi-environment deployment
#   - ref: https://learn.microsoft.com/power-platform/admin/move-environment-tenant
#     description: Tenant-to-tenant migration, Introduction
# custom:
#   level: error
#   help: leave it in its tenant; create a new one in the other, or request a migration from Microsoft support
#   since: 0.1.0
#   tags: [change, environment]
#   precision: high
package tenantlint.rules.change["environment-tenant"]

import data.tenantlint.lib

report contains finding if {
	some change in input.changedEnvironments
	change.before.tenant != change.after.tenant
	finding := {
		"message": `environment "{environment}" moves from tenant "{before}" to tenant "{after}"`,
		"params": {
			"environment": change.after.name,
			"before": change.before.tenant,
			"after": change.after.tenant,
		},
		"at": lib.path(change.after, "name"),
		"label": `was in tenant "{before}"`,
	}
}
