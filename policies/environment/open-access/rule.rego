# METADATA
# title: Environment open to every licensed user of the tenant
# description: >-
#   Without a security group every user of the tenant who has a license for Dataverse is added to the
#   environment and enabled there. That is a warning where the environment is for production or holds
#   classified data, and a note where the manifest does not say whether there is a database, which the group
#   belongs to. An environment without one is not reported, nor a Default, Developer, Teams or Support
#   environment; to trials users are assigned by hand.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants
#     description: About multiple online environments or tenants
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-environment-deployment
#     description: About multiple online environments or tenants, About single tenant with multiple environments
#   - ref: https://learn.microsoft.com/power-platform/admin/control-user-access
#     description: "Control user access to environments: security groups and licenses (2024-12-04)"
# custom:
#   level: note
#   help: set securityGroup, or openToTenant true if everybody should have access
#   since: 0.1.0
#   tags: [environment, access, security]
#   precision: high
#   security-severity: "5.0"
package tenantlint.rules.environment["open-access"]

import data.tenantlint.lib

report contains finding if {
	some environment in input.environments
	data.facts.environments.types[environment.type].entry == "group"
	not environment.noDatabase
	not environment.unknown.dataverse
	not environment.securityGroup
	not environment.unknown.securityGroup
	not environment.openToTenant
	not environment.unknown.openToTenant
	finding := {
		"message": concat(" ", [
			"environment \"{environment}\" has no security group: every licensed user of tenant \"{tenant}\"",
			"may enter",
		]),
		"params": {"environment": environment.key, "tenant": environment.tenant},
		"at": lib.path(environment, "securityGroup"),
		"label": "no security group",
		"level": level(environment),
		"related": [{
			"at": lib.path(set, "class"),
			"message": "holds \"{class}\" data",
			"params": {"class": set.class},
		} |
			some set in classified(environment)
		],
	}
}

level(environment) := "warning" if {
	environment.dataverse
	sensitive(environment)
} else := "note"

sensitive(environment) if environment.stage == "production"

sensitive(environment) if {
	environment.type == "Production"
	not environment.stage
}

sensitive(environment) if count(classified(environment)) > 0

classified(environment) := [set |
	some set in environment.data
	set.class != "sample"
]
