# METADATA
# title: The pipeline has an application, which is a user of each environment
# description: >-
#   A pipeline runs without a person to sign in. It uses an application of Microsoft Entra as its
#   service principal in Azure DevOps and in the environments, and each environment knows it only if it
#   is an application user there. Native pipelines of Power Platform need none. Absent application users
#   are one finding.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#enterprise-deployment-scenario
#     description: Tenant deployment model, Enterprise deployment scenario
# custom:
#   level: error
#   help: create an application, and add it to each environment as an application user
#   since: 0.1.0
#   tags: [deployment, application]
#   precision: high
package tenantlint.rules.deployment.application

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	needed(row)
	not row.application
	not row.unknown.application
	finding := {
		"message": sprintf("%s has no application for its pipeline", [deployment.title(row)]),
		"at": lib.place(row, "application"),
	}
}

report contains finding if {
	some row in input.deployments
	needed(row)
	not row.application.unknown.applicationUsers
	environments := deployment.environments(row)
	count(environments) > 0
	users := {ref.key | some ref in object.get(row.application, "applicationUsers", [])}
	count(users) == 0
	finding := {
		"level": "warning",
		"message": sprintf("the application of %s is an application user of no environment", [deployment.title(row)]),
		"at": lib.place(row.application, "applicationUsers"),
		"help": "list the environments in which the application is an application user",
	}
}

report contains finding if {
	some row in input.deployments
	needed(row)
	not row.application.unknown.applicationUsers
	users := {ref.key | some ref in row.application.applicationUsers}
	count(users) > 0
	some env, at in deployment.environments(row)
	not env in users
	finding := {
		"level": "warning",
		"message": sprintf("the application of %s is no application user of %q", [deployment.title(row), env]),
		"at": at,
		"related": [{"at": lib.place(row.application, "applicationUsers"), "message": "the environments that know the application"}],
		"help": "add the application to the environment as an application user",
	}
}

needed(row) if {
	deployment.enterprise(row)
	not row.engine == "powerPlatformPipelines"
	not row.unknown.engine
}
