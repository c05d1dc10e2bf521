# METADATA
# title: The host of the Dataverse URL belongs to the location of the environment
# description: >-
#   Every location has a domain of its own for Dataverse, such as crm4.dynamics.com, and the host of an
#   environment is one label in front of it. A host of another location shows that location or URL is
#   wrong. A crm domain that is not in the table is accepted, since the list grows; any other host is
#   no host of Dataverse.
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

tokens := data.facts.locations.tokens

# strays are the hosts that are none of their environment's location.
strays contains {"environment": environment, "host": host, "suffix": suffix} if {
	some environment in input.environments
	host := environment.dataverse.url
	suffix := zone(host)
	not suffix in object.get(tokens, [object.get(environment, "location", ""), "hosts"], [])
}

report contains finding if {
	some {"environment": environment, "host": host, "suffix": suffix} in strays
	hosts := tokens[environment.location].hosts
	count(hosts) > 0
	labels := known(suffix)
	finding := {
		"message": sprintf("host %q of environment %q does not belong to location %q", [host, environment.key, environment.location]),
		"at": lib.place(environment.dataverse, "url"),
		"label": labels[0],
		"related": [{"at": lib.place(environment, "location"), "message": sprintf("hosts of location %q end in %s", [environment.location, lib.quoted(hosts)])}],
	}
}

report contains finding if {
	some {"environment": environment, "host": host, "suffix": suffix} in strays
	count(known(suffix)) == 0
	not regex.match(`^crm[0-9]*\.dynamics\.com$`, suffix)
	finding := object.union(
		{
			"message": sprintf("host %q of environment %q is no Dataverse host", [host, environment.key]),
			"at": lib.place(environment.dataverse, "url"),
			"help": "give the URL of the environment as the Power Platform admin center shows it",
		},
		{"suggestion": concat(".", [split(host, ".")[0], only]) | [only] = tokens[environment.location].hosts},
	)
}

# zone is a host without the name of the organization, and without the api of its Web API.
zone(host) := trim_prefix(concat(".", array.slice(split(host, "."), 1, 9)), "api.")

# known says to whom a zone belongs: a location, or a cloud that no location in the table stands for.
known(zone) := array.concat(
	[sprintf("a host of location %q", [token]) | some token, location in tokens; zone in location.hosts],
	["a host of another cloud" | zone in data.facts.locations.otherHosts],
)
