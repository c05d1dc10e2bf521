# METADATA
# title: Environment without the deployment application as an application user
# description: >-
#   An environment knows the service principal of a pipeline only if it is an application user there.
#   Without one the pipeline can neither export from the environment nor import into it. An application
#   without any application users is one finding. Pipelines in Power Platform need none.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#enterprise-deployment-scenario
#     description: Tenant deployment model, Enterprise deployment scenario (2023-04-10)
# custom:
#   level: warning
#   help: add the application to the environment as an application user
#   since: 0.2.0
#   aliases: [deployment/application]
#   tags: [deployment, application]
#   precision: high
package tenantlint.rules.deployment["application-user"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	needs_application_user(row)
	count(deployment.environments(row)) > 0
	count(object.get(row.application, "applicationUsers", [])) == 0
	finding := {
		"message": "the application of {kind} deployment \"{deployment}\" is not an application user of any environment",
		"params": deployment.params(row),
		"at": lib.path(row.application, "applicationUsers"),
		"help": "list the environments in which the application is an application user",
	}
}

report contains finding if {
	some row in input.deployments
	needs_application_user(row)
	users := {ref.key | some ref in row.application.applicationUsers}
	count(users) > 0
	some env, at in deployment.environments(row)
	not env in users
	finding := {
		"message": concat(" ", [
			"the application of {kind} deployment \"{deployment}\" is not",
			"an application user of \"{environment}\"",
		]),
		"params": deployment.params_with(row, {"environment": env}),
		"at": at,
		"related": [{
			"at": lib.path(row.application, "applicationUsers"),
			"message": "the environments that know the application",
		}],
	}
}

needs_application_user(row) if {
	deployment.is_enterprise(row)
	not deployment.uses_pipelines(row)
	not row.unknown.engine
	row.application
	not row.application.unknown.applicationUsers
}
