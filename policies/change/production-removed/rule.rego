# METADATA
# title: Production environment removed
# description: >-
#   Removing an environment removes its apps and its data, and after the time for recovery nothing
#   brings them back. An environment for production that no manifest declares any longer should be
#   somebody's decision.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/delete-environment
#     description: Delete an environment, Introduction
# custom:
#   level: warning
#   help: confirm that the environment should go and that its data is kept as required, or restore the manifest
#   since: 0.1.0
#   tags: [change, environment]
#   precision: high
package tenantlint.rules.change["production-removed"]

report contains finding if {
	some change in input.changedEnvironments
	not change.after
	is_production(change.before)
	not input.index.tenants[change.before.tenant].unknown.environments
	finding := {
		"message": `production environment "{environment}" is no longer declared`,
		"params": {"environment": change.before.key},
		"at": change.at,
	}
}

# is_production is true if the environment is for production by its stage, or by its type if it has no stage.
is_production(environment) if environment.stage == "production"

is_production(environment) if {
	environment.type == "Production"
	not environment.stage
	not environment.unknown.stage
}
