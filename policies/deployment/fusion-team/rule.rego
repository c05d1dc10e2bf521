# METADATA
# title: Fusion team incomplete
# description: >-
#   Fusion development teams bring together makers who know the business, professional developers and
#   administrators. A deployment without one of the three lacks who builds, who extends or who runs the
#   apps. A team from outside the organization works as guests of the development tenant; a team that is
#   called external and has no such members either does not take part or uses accounts that belong to
#   employees.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#enterprise-deployment-scenario
#     description: Tenant deployment model, Enterprise deployment scenario (2023-04-10)
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#multi-tenant-deployment-scenario
#     description: Tenant deployment model, Multi-tenant deployment scenario (2023-04-10)
# custom:
#   level: note
#   help: add a team with the role, or invite the external team as guests
#   since: 0.1.0
#   tags: [deployment, team]
#   precision: medium
package tenantlint.rules.deployment["fusion-team"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	deployment.is_enterprise(row)
	not row.unknown.teams
	teams := object.get(row, "teams", [])
	every team in teams {
		team.role
	}
	present := {team.role | some team in teams}
	missing := [role | some role in data.facts.deployment.roles; not role in present]
	count(missing) > 0
	finding := {
		"message": concat(" ", ["{kind} deployment \"{deployment}\"", describe(missing)]),
		"params": deployment.params_with(row, {"missing": missing}),
		"at": lib.path(row, "teams"),
		"help": "add teams with these roles",
	}
}

report contains finding if {
	some row in input.deployments
	deployment.is_enterprise(row)
	some team in row.teams
	team.external
	not team.unknown.members
	members := [member | some member in team.members]
	every member in members {
		is_internal(member, row.developmentTenant)
	}
	finding := {
		"message": "external team \"{team}\" has no guests in tenant \"{tenant}\"",
		"params": {"team": team.name, "tenant": row.developmentTenant},
		"at": lib.path(team, "members"),
		"related": [{"at": lib.path(team, "external"), "message": "from outside the organization"}],
		"help": "invite the members as guests, or remove external",
	}
}

describe(roles) := "has no team of role \"{missing}\"" if count(roles) == 1

describe(roles) := "has no teams of these roles: \"{missing}\"" if count(roles) > 1

# is_internal is true if the member is an account of the tenant itself, not a guest.
is_internal(member, tenant) if is_own_account(member.account, tenant)

is_internal(member, tenant) if {
	group := input.index.groups[member.group]
	not group.unknown.members
	count(external_members(member.group, tenant)) == 0
}

# external_members takes only the group, so that OPA evaluates its members once for all its teams.
external_members(group, tenant) := [inner |
	some inner in object.get(input.index.groups[group], "members", [])
	not is_own_account(inner.account, tenant)
]

is_own_account(account, tenant) if {
	not contains(account, "#ext#")
	regex.replace(account, `^.*@`, "") in lib.listed_domains(tenant)
}
