# METADATA
# title: Stage and environment disagree on the purpose
# description: >-
#   An environment serves one purpose, which its stage states. A deployment that uses it for another stage
#   deploys changes where nobody expects them, or treats an environment as production that is not. Validation
#   and test count as one purpose here, and other is not evaluated. In a demo an environment with another
#   purpose may serve as the production stage.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#enterprise-deployment-scenario
#     description: Tenant deployment model, Enterprise deployment scenario (2023-04-10)
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#uses-for-multiple-environments
#     description: About multiple online environments or tenants, Uses for multiple environments
# custom:
#   level: warning
#   help: correct the stage of the environment, or name another environment
#   since: 0.2.0
#   tags: [deployment, stage, environment]
#   precision: high
package tenantlint.rules.deployment["stage-purpose"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	serving := data.facts.deployment.stages.serving
	some stage in row.stages
	purpose := serving[stage.stage]
	some ref in stage.environments
	env := input.index.environments[ref.key]
	env.stage != "other"
	object.get(serving, env.stage, env.stage) != purpose
	not excused_by_demo(row, stage, env)
	not used_by_several_stages(row, ref.key)
	finding := {
		"message": concat(" ", [
			"environment \"{environment}\" is for {purpose}, but {kind}",
			"deployment \"{deployment}\" uses it for {stage}",
		]),
		"params": deployment.params_with(row, {
			"environment": ref.key,
			"purpose": env.stage,
			"stage": stage.stage,
		}),
		"at": ref.at,
		"related": [{"at": lib.path(env, "stage"), "message": "its purpose"}],
	}
}

# excused_by_demo is true if a demo shows production in an environment with another purpose, or if
# deployment/demo-production reports the environment.
excused_by_demo(row, stage, env) if {
	row.scenario == "demo"
	"production" in {stage.stage, env.stage}
}

excused_by_demo(row, _, env) if {
	row.scenario == "demo"
	env.stage == "training"
}

# used_by_several_stages is true if several stages use the environment, which another rule reports.
used_by_several_stages(row, key) if count(stages_by_environment(row)[key]) > 1

stages_by_environment(row) := object.union_n([{ref.key: {i: true}} |
	some i, stage in row.stages
	some ref in stage.environments
])
