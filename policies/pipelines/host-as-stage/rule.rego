# METADATA
# title: Pipelines host is also a stage
# description: >-
#   The host holds the configuration, the security and the run history of all its pipelines. It is meant
#   to be a dedicated production environment, apart from the development and target environments.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/alm/custom-host-pipelines#create-or-choose-environments-for-pipelines
#     description: >-
#       Create a pipeline using a custom pipelines host, Create or choose environments for pipelines
#       (2024-08-15)
# custom:
#   level: warning
#   help: use an environment of its own as the host
#   since: 0.2.0
#   aliases: [deployment/native-pipelines]
#   tags: [pipelines, environment]
#   precision: high
package tenantlint.rules.pipelines["host-as-stage"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	deployment.uses_pipelines(row)
	paths := object.union(deployment.targets(row), deployment.development_environments(row))
	finding := {
		"message": "host \"{host}\" of pipelines is also a stage",
		"params": {"host": row.host},
		"at": lib.path(row, "host"),
		"related": [{"at": paths[row.host], "message": "a stage"}],
	}
}
