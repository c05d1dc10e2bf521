# METADATA
# title: Maker without a separate development environment
# description: >-
#   Makers work on changes in separate development environments, so that nobody overwrites or ships what
#   another has begun. An environment that two makers share does not give that. One that is also a target
#   of the deployment is worse: what a maker tries out there is already validated, tested or live, and the
#   next deployment undoes it. Where no makers are listed, the members of the maker group are counted:
#   with fewer development environments than members some of them share one. Demos are exempt.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#enterprise-deployment-scenario
#     description: Tenant deployment model, Enterprise deployment scenario (2023-04-10)
# custom:
#   level: warning
#   help: give each maker a development environment
#   since: 0.1.0
#   tags: [deployment, maker]
#   precision: high
package tenantlint.rules.deployment["maker-environment"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment
import data.tenantlint.lib.team

report contains finding if {
	some row in input.deployments
	deployment.is_enterprise(row)
	targets := deployment.targets(row)
	some env, users in by_environment(row)
	not targets[env]
	count(users) > 1
	paths := [at | some at in users]
	finding := {
		"message": "{count} makers share development environment \"{environment}\"",
		"params": {"count": lib.number(count(users)), "environment": env},
		"locations": [{"at": at, "label": "used here"} | some at in sort(paths)],
	}
}

report contains finding if {
	some row in input.deployments
	deployment.is_enterprise(row)
	targets := deployment.targets(row)
	developing := deployment.development_environments(row)
	some maker in row.makers
	target := targets[maker.environment]
	not developing[maker.environment] # deployment/environment-stages
	finding := {
		"level": "error",
		"message": concat(" ", [
			"maker \"{maker}\" develops in \"{environment}\", which is a",
			"target of {kind} deployment \"{deployment}\"",
		]),
		"params": deployment.params_with(row, {"maker": maker.user, "environment": maker.environment}),
		"at": lib.path(maker, "environment"),
		"related": [{"at": target, "message": "a target"}],
		"help": "let the maker work in a development environment",
	}
}

report contains finding if {
	some row in input.deployments
	deployment.is_enterprise(row)
	count(object.get(row, "makers", [])) == 0
	not row.unknown.makers
	deployment.stages_known(row)
	group := row.makerGroup.group
	count(team.incomplete_groups(group)) == 0
	makers := team.group_persons(group)
	shared := object.keys(deployment.development_environments(row))
	count(shared) > 0
	count([tenant | some tenant in row.tenants; may_have_unknown_owners(tenant)]) == 0
	environments := shared | object.keys(owned_environments(row, makers))
	count(environments) < count(makers)
	finding := {
		"message": "group \"{group}\" has {makers} makers, but {kind} deployment \"{deployment}\" has {environments}",
		"params": deployment.params_with(row, {
			"group": group,
			"makers": lib.number(count(makers)),
			"environments": describe_count(count(environments)),
		}),
		"at": lib.path(row, "stages"),
		"related": [{"at": lib.path(row.makerGroup, "group"), "message": "the makers"}],
		"help": "name the development environment of each maker in makers",
	}
}

describe_count(1) := "one development environment"

describe_count(n) := sprintf("%s development environments", [lib.number(n)]) if n > 1

# owned_environments are the Developer environments that makers own in the tenants of a deployment.
owned_environments(row, makers) := {env.key: true |
	some tenant in row.tenants
	some env in input.index.byTenant[tenant].environments
	env.type == "Developer"
	object.get(env, "ownerPerson", env.owner) in makers
}

# may_have_unknown_owners is true if the tenant may have Developer environments whose owners are unknown.
may_have_unknown_owners(tenant) if input.index.tenants[tenant].unknown.environments

may_have_unknown_owners(tenant) if {
	some env in input.index.byTenant[tenant].environments
	env.unknown.type
}

may_have_unknown_owners(tenant) if {
	some env in input.index.byTenant[tenant].environments
	env.type == "Developer"
	env.unknown.owner
}

# by_environment maps each environment to the makers that work in it, with their paths. Merging objects groups in linear
# time.
by_environment(row) := object.union_n([{maker.environment: {deployment.person(maker): lib.path(maker, "environment")}} |
	some maker in row.makers
])
