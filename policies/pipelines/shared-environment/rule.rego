# METADATA
# title: Environment of two pipelines hosts
# description: >-
#   An environment is associated with one pipelines host. A second host refuses it, or takes it over by
#   force, and then makers lose the pipelines of the first. Several deployments may share an environment,
#   as long as their host is one. All environments of the same hosts are one finding.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/alm/set-up-pipelines#using-force-link-to-associate-an-environment-with-a-new-host
#     description: >-
#       Set up pipelines in Power Platform, Using Force Link to associate an environment with a new host
#       (2024-05-22)
#   - ref: https://learn.microsoft.com/power-platform/alm/set-up-pipelines#frequently-asked-questions
#     description: Set up pipelines in Power Platform, Frequently asked questions (2024-05-22)
# custom:
#   level: error
#   help: use one host for all pipelines of an environment
#   since: 0.2.0
#   aliases: [deployment/native-pipelines]
#   tags: [pipelines, environment]
#   precision: very-high
package tenantlint.rules.pipelines["shared-environment"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.duplicates.pipelineHosts
	hosts := {row.host | some row in shared.rows}
	finding := {
		"message": "pipelines of {count} hosts use \"{environments}\"",
		"params": {
			"count": lib.number(count(hosts)),
			"environments": sort({row.environment | some row in shared.rows}),
		},
		"locations": [{"at": at, "label": "host \"{host}\"", "params": {"host": host}} |
			some host in sort(hosts)
			some at in {row.hostAt | some row in shared.rows; row.host == host}
		],
		"related": [{"at": row.at, "message": "for host \"{host}\"", "params": {"host": row.host}} |
			some row in shared.rows
		],
	}
}
