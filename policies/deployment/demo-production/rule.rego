# METADATA
# title: Production or real data in a demo
# description: >-
#   A demo is for learning and exploring. Nothing that people depend on belongs in its tenant: no
#   environment whose purpose is production, and no data but made-up samples, also where no stage names
#   the environment. The last stage of a demo may well be called production, to show the process end to
#   end, as long as its environment says that it serves another purpose. A tenant that serves an
#   enterprise too is a finding of deployment/demo-separate.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#demo-deployment-scenario
#     description: Tenant deployment model, Demo deployment scenario (2023-04-10)
# custom:
#   level: warning
#   help: keep production and real data out of the demo
#   since: 0.1.0
#   tags: [deployment, demo]
#   precision: high
package tenantlint.rules.deployment["demo-production"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	row.scenario == "demo"
	some [env, more] in demo_environments(row)
	env.stage == "production"
	not env.type in unsuitable_types
	finding := object.union(
		{
			"message": "{kind} deployment \"{deployment}\" uses environment \"{environment}\", whose purpose is production",
			"params": deployment.params_with(row, {"environment": env.key}),
			"at": lib.path(env, "stage"),
			"label": "the purpose",
		},
		more,
	)
}

report contains finding if {
	some row in input.deployments
	row.scenario == "demo"
	some [env, more] in demo_environments(row)
	not env.stage == "production"
	some item in env.data
	item.class
	not item.class in data.facts.deployment.demo.dataClasses
	finding := object.union(
		{
			"message": concat(" ", [
				"{kind} deployment \"{deployment}\" uses environment \"{environment}\",",
				"which holds data \"{data}\" of class \"{class}\"",
			]),
			"params": deployment.params_with(row, {
				"environment": env.key,
				"class": item.class,
				"data": item.name,
			}),
			"at": lib.path(item, "name"),
			"help": "put made-up data of class sample in its place",
		},
		more,
	)
}

# unsuitable_types are the types for which environment/type-for-stage reports the stage.
unsuitable_types := {"Developer", "Teams", "Trial", "SubscriptionBasedTrial"}

# demo_environments lists the environments of a demo and the others in its tenant, each with the fields to add to the
# finding.
demo_environments(row) := array.concat(
	[[input.index.environments[key], {"related": [{"at": at, "message": "part of the demo"}]}] |
		some key, at in deployment.environments(row)
	],
	[[env, outside_demo(row, env)] |
		some tenant in row.tenants
		deployment.is_demo_tenant(tenant)
		row.at == deployment.demos(tenant)[0].at # report each tenant once
		used := {key | some demo in deployment.demos(tenant); some key, _ in deployment.environments(demo)}
		some env in input.index.byTenant[tenant].environments
		not env.key in used
	],
)

outside_demo(row, env) := {
	"message": messages[object.get(env, "stage", "") == "production"],
	"related": [{
		"at": lib.path(row, "scenario"),
		"message": "the demo is in tenant \"{tenant}\"",
		"params": {"tenant": env.tenant},
	}],
}

# messages has the messages about an environment that no stage names, by whether its stage is production.
messages := {
	true: "environment \"{environment}\" is for production, in the tenant of {kind} deployment \"{deployment}\"",
	false: concat(" ", [
		"environment \"{environment}\" holds data \"{data}\" of class \"{class}\",",
		"in the tenant of {kind} deployment \"{deployment}\"",
	]),
}
