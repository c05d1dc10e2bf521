# METADATA
# title: Demo tenant without one to five users
# description: >-
#   A demo typically has one to five users, each of whom plays a part in the process. More of them mean
#   that the tenant has become something else, which needs to be governed as an enterprise. A tenant whose
#   users are not listed is exempt, and one that also serves an enterprise is a finding of
#   deployment/demo-separate.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#demo-deployment-scenario
#     description: Tenant deployment model, Demo deployment scenario (2023-04-10)
# custom:
#   level: warning
#   help: keep one to five users, or say which scenario this is
#   since: 0.1.0
#   tags: [deployment, demo]
#   precision: medium
package tenantlint.rules.deployment["demo-users"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	row.scenario == "demo"
	some name in row.tenants
	not deployment.is_main_tenant(name)
	tenant := input.index.tenants[name]
	[users, field] := user_count(tenant)
	limit := data.facts.deployment.demo.users
	outside(users, limit)
	finding := {
		"message": "demo tenant \"{tenant}\" has {users} users; a demo has {least} to {most}",
		"params": {"tenant": name, "users": users, "least": limit.least, "most": limit.most},
		"at": lib.path(tenant, field),
		"related": [{"at": lib.path(row, "scenario"), "message": "the demo is in the tenant"}],
	}
}

# user_count returns the number of users and the field that it is from.
user_count(tenant) := [tenant.userCount, "userCount"]

user_count(tenant) := [count(input.index.byTenant[tenant.name].users), "users"] if {
	not tenant.userCount
	not tenant.unknown.users
	not tenant.unknown.userCount
}

outside(users, limit) if users < limit.least

outside(users, limit) if users > limit.most
