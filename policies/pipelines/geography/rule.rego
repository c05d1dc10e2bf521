# METADATA
# title: Pipelines across geographies
# description: >-
#   A host is meant to be in the geography of the environments that it serves. Deployments to another one
#   fail unless an administrator has switched deployments across geographies on for the host, which
#   crossGeoDeployments says.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/alm/enable-cross-geo-solution-deployments
#     description: Enable cross-geo solution deployments (2024-04-30)
#   - ref: https://learn.microsoft.com/power-platform/alm/set-up-pipelines#frequently-asked-questions
#     description: Set up pipelines in Power Platform, Frequently asked questions (2024-05-22)
# custom:
#   level: warning
#   help: use a host in the same geography, or switch deployments across geographies on
#   since: 0.2.0
#   aliases: [deployment/native-pipelines]
#   tags: [pipelines, location]
#   precision: high
package tenantlint.rules.pipelines.geography

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	deployment.uses_pipelines(row)
	not row.crossGeoDeployments
	not row.unknown.crossGeoDeployments
	host := input.index.environments[row.host]
	some location, paths in paths_by_location(row)
	location != host.location
	finding := {
		"message": "host \"{host}\" of pipelines is in \"{from}\", but serves \"{to}\"",
		"params": {"host": row.host, "from": host.location, "to": location},
		"at": lib.path(row, "host"),
		"related": array.concat(
			[{"at": lib.path(host, "location"), "message": "the location of the host"}],
			[{"at": at, "message": "in \"{to}\""} | some at in paths],
		),
	}
}

# paths_by_location maps each location to its environments with their paths. Merging objects groups in linear time.
paths_by_location(row) := object.union_n([{input.index.environments[key].location: {key: at}} |
	some key, at in deployment.environments(row)
])
