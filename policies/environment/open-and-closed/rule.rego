# METADATA
# title: Open to the tenant and restricted to a group
# description: >-
#   The field openToTenant says that everybody in the tenant may enter on purpose, securityGroup that only the members
#   of a group may. With a group only its members become users of the environment, so that one of the two is
#   not meant.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/control-user-access
#     description: "Control user access to environments: security groups and licenses (2024-12-04)"
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-environment-deployment
#     description: About multiple online environments or tenants, About single tenant with multiple environments
# custom:
#   level: warning
#   help: remove openToTenant, or the security group if everybody should have access
#   since: 0.1.0
#   tags: [environment, access]
#   precision: very-high
package tenantlint.rules.environment["open-and-closed"]

import data.tenantlint.lib

report contains finding if {
	some environment in input.environments
	environment.openToTenant
	environment.securityGroup
	finding := {
		"message": "environment \"{environment}\" is open to its tenant, but has security group \"{group}\"",
		"params": {"environment": environment.key, "group": environment.securityGroup},
		"at": lib.path(environment, "openToTenant"),
		"label": "says that everybody may enter",
		"related": [{"at": lib.path(environment, "securityGroup"), "message": "says that the group alone may enter"}],
	}
}
