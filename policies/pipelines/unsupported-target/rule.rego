# METADATA
# title: Pipeline target of an unsupported type
# description: >-
#   Teams environments have no full Dataverse and cannot be targets of pipelines. The Default environment
#   cannot be a target of pipelines of the platform host; with a custom host it is a warning, because
#   everybody in the tenant is a maker there.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/alm/set-up-pipelines#prerequisites-for-personal-pipelines-using-the-platform-host
#     description: >-
#       Set up pipelines in Power Platform, Prerequisites for personal pipelines using the platform host
#       (2024-05-22)
#   - ref: https://learn.microsoft.com/power-platform/alm/custom-host-pipelines#prerequisites-for-custom-pipelines-host
#     description: Create a pipeline using a custom pipelines host, Prerequisites for custom pipelines host (2024-08-15)
# custom:
#   level: error
#   help: deploy to a Production or Sandbox environment
#   since: 0.2.0
#   aliases: [deployment/native-pipelines]
#   tags: [pipelines, environment]
#   precision: high
package tenantlint.rules.pipelines["unsupported-target"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	deployment.uses_pipelines(row)
	some key, at in deployment.targets(row)
	env := input.index.environments[key]
	env.type in data.facts.deployment.pipelines.unsupportedTargets
	not reported_by_stage(env)
	finding := {
		"level": level(row, env),
		"message": "pipeline target \"{environment}\" is of type \"{type}\"",
		"params": {"environment": key, "type": env.type},
		"at": at,
		"related": [{"at": lib.path(env, "type"), "message": "its type"}],
	}
}

level(row, env) := "warning" if {
	env.type == "Default"
	has_custom_host(row)
} else := "error"

has_custom_host(row) if row.host

has_custom_host(row) if row.unknown.host

# reported_by_stage is true if environment/type-for-stage reports the environment.
reported_by_stage(env) if {
	env.type == "Teams"
	env.stage == "production"
}
