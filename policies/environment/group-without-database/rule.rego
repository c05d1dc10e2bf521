# METADATA
# title: Security group without a database
# description: >-
#   The security group of an environment decides who becomes a user of its Dataverse database. Where the
#   manifest says that there is no database, the group keeps nobody out: apps and flows are open to whom they
#   are shared with.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/control-user-access
#     description: "Control user access to environments: security groups and licenses (2024-12-04)"
# custom:
#   level: warning
#   help: remove securityGroup, or declare the database
#   since: 0.1.0
#   tags: [environment, access]
#   precision: high
package tenantlint.rules.environment["group-without-database"]

import data.tenantlint.lib

report contains finding if {
	some environment in input.environments
	environment.noDatabase
	environment.securityGroup
	not data.facts.environments.types[environment.type].entry in {"tenant", "owner"}
	finding := {
		"message": "environment \"{environment}\" has security group \"{group}\", but no database that it could guard",
		"params": {"environment": environment.key, "group": environment.securityGroup},
		"at": lib.path(environment, "securityGroup"),
		"label": "guards nothing",
		"related": [{"at": lib.path(environment, "dataverse"), "message": "no database here"}],
	}
}
