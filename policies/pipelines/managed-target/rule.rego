# METADATA
# title: Pipeline target is not a Managed Environment
# description: >-
#   All target environments of pipelines have to be Managed Environments. A host can convert its targets
#   by itself, so that one that does not say whether it is managed is a note. Sources, the host and
#   Developer environments need not be managed.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/alm/custom-host-pipelines#prerequisites-for-custom-pipelines-host
#     description: Create a pipeline using a custom pipelines host, Prerequisites for custom pipelines host (2024-08-15)
#   - ref: https://learn.microsoft.com/power-platform/alm/custom-host-pipelines#create-or-choose-environments-for-pipelines
#     description: >-
#       Create a pipeline using a custom pipelines host, Create or choose environments for pipelines
#       (2024-08-15)
# custom:
#   level: error
#   help: make the environment a Managed Environment
#   since: 0.2.0
#   aliases: [deployment/native-pipelines]
#   tags: [pipelines, environment]
#   precision: high
package tenantlint.rules.pipelines["managed-target"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	deployment.uses_pipelines(row)
	some key, at in deployment.targets(row)
	env := input.index.environments[key]
	facts := data.facts.deployment.pipelines
	not env.type in facts.unmanagedTargets
	not env.type in facts.unsupportedTargets # pipelines/unsupported-target
	[level, message, label] := problem(env)
	finding := {
		"level": level,
		"message": message,
		"params": {"environment": key},
		"at": at,
		"related": [{"at": lib.path(env, "managed"), "message": label}],
	}
}

problem(env) := ["error", "pipeline target \"{environment}\" is not a Managed Environment", "not managed"] if {
	env.managed == false
}

problem(env) := [
	"note", "pipeline target \"{environment}\" does not say that it is a Managed Environment",
	"managed is not given",
] if {
	not env.managed
	not env.managed == false
	not env.unknown.managed
}
