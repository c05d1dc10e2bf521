# METADATA
# title: Environment is source and target of pipelines
# description: >-
#   For one host an environment is either a development environment or a target. An environment from which
#   pipelines of a host deploy, and to which the same or other pipelines of the host deploy, is refused.
#   Where a deployment names no host it is the platform host of the tenant. A maker's environment that is
#   also a target of the same deployment is a finding of deployment/maker-environment.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/alm/set-up-pipelines#frequently-asked-questions
#     description: Set up pipelines in Power Platform, Frequently asked questions (2024-05-22)
# custom:
#   level: error
#   help: use another environment for one of the two
#   since: 0.2.0
#   aliases: [deployment/native-pipelines]
#   tags: [pipelines, environment]
#   precision: high
package tenantlint.rules.pipelines["source-and-target"]

report contains finding if {
	some shared in input.duplicates.pipelineUses
	some host in {host_key(row) | some row in shared.rows}
	rows := [row | some row in shared.rows; host_key(row) == host; not row.maker]
	sources := [row | some row in rows; row.source]
	count(sources) > 0
	targets := [row | some row in rows; not row.source]
	count(targets) > 0
	finding := {
		"message": "\"{environment}\" is a development environment and a target of pipelines",
		"params": {"environment": shared.key},
		"locations": array.concat(
			[{"at": row.at, "label": "developed here"} | some row in sources],
			[{"at": row.at, "label": "and deployed to here"} | some row in targets],
		),
	}
}

# host_key identifies the host of pipelines. Without a host it is the platform host. An unknown host differs from those
# of all other deployments.
host_key(row) := row.host

host_key(row) := "" if {
	not row.host
	not row.unknown.host
}

host_key(row) := {"deployment": row.deployment} if {
	not row.host
	row.unknown.host
}
