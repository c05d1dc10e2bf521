# METADATA
# title: Dataverse host of another location
# description: >-
#   Every location has a domain of its own for Dataverse, such as crm4.dynamics.com, and the host of an
#   environment is one label in front of it. A host of another location shows that location or URL is wrong.
#   A crm domain that is not in the table is accepted, since the list grows; any other host is not a host of
#   Dataverse.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/new-datacenter-regions
#     description: Datacenter regions
#   - ref: https://learn.microsoft.com/power-apps/developer/data-platform/discovery-service#global-discovery-service
#     description: Discover user organizations, Global Discovery Service
# custom:
#   level: error
#   help: correct the URL, or the location if the URL is right
#   since: 0.1.0
#   tags: [environment, dataverse, location]
#   precision: high
package tenantlint.rules.environment["url-location"]

import data.tenantlint.lib
import data.tenantlint.lib.location

# strays are the hosts that do not belong to their environment's location.
strays contains {"environment": environment, "host": host, "zone": zone} if {
	some environment in input.environments
	host := environment.dataverse.url
	not location.is_host_of(object.get(environment, "location", ""), host)
	zone := location.zone(host)
	not zone in object.get(location.tokens, [object.get(environment, "location", ""), "hosts"], [])
}

report contains finding if {
	some {"environment": environment, "host": host, "zone": zone} in strays
	hosts := location.tokens[environment.location].hosts
	count(hosts) > 0
	not of_another_cloud(environment, zone)
	owner := owners(zone)[0]
	finding := {
		"message": "host \"{host}\" of environment \"{environment}\" does not belong to location \"{location}\"",
		"params": {
			"host": host,
			"environment": environment.key,
			"location": environment.location,
			"hosts": hosts,
			"owner": owner.value,
		},
		"at": lib.path(environment.dataverse, "url"),
		"label": owner.label,
		"related": [{
			"at": lib.path(environment, "location"),
			"message": "hosts of location \"{location}\" end in \"{hosts}\"",
		}],
	}
}

report contains finding if {
	some {"environment": environment, "host": host, "zone": zone} in strays
	count(owners(zone)) == 0
	not regex.match(`^crm[0-9]*\.dynamics\.com$`, zone)
	finding := object.union(
		{
			"message": "host \"{host}\" of environment \"{environment}\" is not a Dataverse host",
			"params": {"host": host, "environment": environment.key},
			"at": lib.path(environment.dataverse, "url"),
			"help": "give the URL of the environment as the Power Platform admin center shows it",
		},
		{"suggestion": concat(".", [split(host, ".")[0], only]) |
			[only] = location.tokens[environment.location].hosts
			alike(zone, only)
		},
	)
}

# owners maps a zone to its owner: a location, or a cloud without a location in the table.
owners(zone) := array.concat(
	[{"label": "a host of location \"{owner}\"", "value": token} | some token in location.by_domain[zone]],
	[{"label": "a host of another cloud", "value": ""} | zone in data.facts.locations.otherHosts],
)

# of_another_cloud holds for a host that environment/cloud-location reports.
of_another_cloud(environment, zone) if {
	tenant := input.index.tenants[environment.tenant]
	not tenant.unknown.cloud
	location.by_domain[zone]
	not location.is_host_available(zone, tenant.cloud)
}

# alike holds for a domain that was probably meant to be that of a location: one of Dynamics, or one letter off.
alike(zone, _) if endswith(concat("", [".", zone]), ".dynamics.com")

alike(zone, host) if count(location.deletions(zone) & location.deletions(host)) > 0
