# METADATA
# title: Application used across clouds
# description: >-
#   An application is registered in the Microsoft Entra tenant of one cloud, and signs in to that cloud
#   alone. The clouds for the US Government above GCC, the one in China and the public one have no sign-in in
#   common, so that a deployment over tenants of two of them needs an application in each.
# related_resources:
#   - ref: https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
#     description: Microsoft Entra authentication and national clouds
# custom:
#   level: error
#   help: use a deployment and an application for each cloud
#   since: 0.1.0
#   tags: [environment, deployment, cloud]
#   precision: high
package tenantlint.rules.environment["application-cloud"]

import data.tenantlint.lib

report contains finding if {
	some row in input.deployments
	row.application
	homes := {tenant | some tenant in row.tenants} | {tenant | tenant := row.application.tenant}
	families := {family(input.index.tenants[tenant]) | some tenant in homes}
	count(families) > 1
	finding := {
		"message": "the application of deployment \"{deployment}\" is used in tenants of {count} clouds",
		"params": {"deployment": row.name, "count": lib.number(count(families))},
		"at": array.concat(row.application.at, ["appId"]),
		"label": "signs in to one cloud alone",
		"related": [{
			"at": lib.path(input.index.tenants[tenant], "cloud"),
			"message": "tenant \"{tenant}\" is in {cloud}",
			"params": {
				"tenant": tenant,
				"cloud": data.facts.clouds.titles[input.index.tenants[tenant].cloud],
			},
		} |
			some tenant in homes
			family(input.index.tenants[tenant])
		],
	}
}

family(tenant) := data.facts.clouds.families[tenant.cloud] if not tenant.unknown.cloud
