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

# foreign_hosts are the hosts that do not belong to the location of their environment.
foreign_hosts contains {"environment": environment, "host": host, "zone": zone} if {
	some environment in input.environments
	host := environment.dataverse.url
	not location.is_host_of(object.get(environment, "location", ""), host)
	zone := location.zone(host)
	not zone in object.get(location.tokens, [object.get(environment, "location", ""), "hosts"], [])
}

report contains finding if {
	some {"environment": environment, "host": host, "zone": zone} in foreign_hosts
	hosts := location.tokens[environment.location].hosts
	count(hosts) > 0
	not is_other_cloud(environment, zone)
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
	some {"environment": environment, "host": host, "zone": zone} in foreign_hosts
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
			is_misspelled(zone, only)
		},
	)
}

# owners lists the owners of a zone: locations, or a cloud without locations in the table.
owners(zone) := array.concat(
	[{"label": "a host of location \"{owner}\"", "value": token} | some token in location.by_domain[zone]],
	[{"label": "a host of another cloud", "value": ""} | zone in data.facts.locations.otherHosts],
)

# is_other_cloud is true for a host that environment/cloud-location reports.
is_other_cloud(environment, zone) if {
	tenant := input.index.tenants[environment.tenant]
	not tenant.unknown.cloud
	location.by_domain[zone]
	not location.is_host_available(zone, tenant.cloud)
}

# is_misspelled is true for a domain that was probably meant to be the location's: one below dynamics.com, or one letter
# off.
is_misspelled(zone, _) if endswith(concat("", [".", zone]), ".dynamics.com")

is_misspelled(zone, host) if count(location.deletions(zone) & location.deletions(host)) > 0
