# METADATA
# title: An environment stays in its tenant
# description: >-
#   An environment belongs to the tenant in which it was made, and nothing in the platform moves it
#   to another one by a change of configuration. A manifest that names another tenant describes an
#   environment that does not exist there.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-environment-deployment
#     description: About multiple online environments or tenants, A multi-environment deployment
#   - ref: https://learn.microsoft.com/power-platform/admin/move-environment-tenant
#     description: Tenant-to-tenant migration, Introduction
# custom:
#   level: error
#   help: leave the environment where it is; make a new one in the other tenant, or ask Microsoft support for a tenant-to-tenant migration
#   since: 0.1.0
#   tags: [change, environment]
#   precision: high
package tenantlint.rules.change["environment-tenant"]

import data.tenantlint.lib

report contains finding if {
	some change in input.changedEnvironments
	change.before.tenant != change.after.tenant
	finding := {
		"message": sprintf("environment %q moves from tenant %q to tenant %q", [change.after.name, change.before.tenant, change.after.tenant]),
		"at": lib.place(change.after, "name"),
		"label": sprintf("was in tenant %q", [change.before.tenant]),
	}
}
