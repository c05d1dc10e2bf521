# METADATA
# title: Maker outside the maker group
# description: >-
#   The group of makers gives them access to what they need. A maker who is not a member of it, directly
#   or through a group in it, has the environment and no access to the rest. A group whose members are not
#   known is exempt.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#enterprise-deployment-scenario
#     description: Tenant deployment model, Enterprise deployment scenario (2023-04-10)
# custom:
#   level: warning
#   help: add the maker to the group
#   since: 0.2.0
#   aliases: [deployment/maker-group]
#   tags: [deployment, maker, group]
#   precision: high
package tenantlint.rules.deployment["maker-member"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment
import data.tenantlint.lib.team

report contains finding if {
	some row in input.deployments
	group := row.makerGroup.group
	input.index.groups[group].members
	count(team.incomplete_groups(group)) == 0
	members := team.group_persons(group)
	some maker in row.makers
	not deployment.person(maker) in members
	finding := {
		"message": "maker \"{maker}\" is not a member of group \"{group}\"",
		"params": {"maker": maker.user, "group": group},
		"at": lib.path(maker, "user"),
		"related": [{"at": lib.path(row.makerGroup, "group"), "message": "the group of makers"}],
	}
}
