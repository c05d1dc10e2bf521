# METADATA
# title: Data that may not leave one country stands in a location of that country alone
# description: >-
#   A location is not always one country. Asia spans Hong Kong and Singapore, Europe spans Ireland and
#   the Netherlands, South America may be replicated to the United States, and a macro region guarantees
#   no country at all. An entry of the residency table that allows such a location for data of one
#   country allows more than it seems to. Data that may be in several countries is not reported, nor is
#   a location that is not allowed at all, which is a finding of residency/location.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#security-and-privacy
#     description: About multiple online environments or tenants, Security and privacy
#   - ref: https://learn.microsoft.com/power-platform/admin/new-datacenter-regions
#     description: Datacenter regions
# custom:
#   level: warning
#   help: choose a location that lies in this country alone
#   since: 0.1.0
#   tags: [residency, location]
#   precision: medium
package tenantlint.rules.residency["imprecise-location"]

import data.tenantlint.lib
import data.tenantlint.lib.residency

report contains finding if {
	some env in input.environments
	some item in residency.judged(env)
	entry := residency.requirement(item)
	env.location in entry.locations
	one_country(entry)
	reaches := array.concat(data.facts.locations.tokens[env.location].countries, object.get(data.facts.residency.replicas, env.location, []))
	count(reaches) > 1
	finding := {
		"message": sprintf("location %q is wider than the one country of data set %q (%s)", [env.location, item.name, residency.described(item)]),
		"at": lib.place(env, "location"),
		"label": reach(env.location),
		"related": array.concat([{"at": lib.place(item, "name"), "message": "classified here"}], residency.declared(entry)),
	}
}

report contains finding if {
	some env in input.environments
	not env.location
	not env.unknown.location
	some item in residency.judged(env)
	entry := residency.requirement(item)
	one_country(entry)
	finding := {
		"message": sprintf("macro region %q is wider than the one country of data set %q (%s)", [env.macroRegion, item.name, residency.described(item)]),
		"at": lib.place(env, "macroRegion"),
		"label": "a macro region guarantees no country",
		"related": array.concat([{"at": lib.place(item, "name"), "message": "classified here"}], residency.declared(entry)),
		"help": "name a location that lies in this country alone",
	}
}

# one_country says that every allowed location lies in the country of the people, so that the data is
# meant to stay there.
one_country(entry) if {
	count(entry.locations) > 0
	every location in entry.locations {
		entry.subjects in data.facts.locations.tokens[location].countries
	}
}

reach(location) := sprintf("spans %s", [concat(" and ", countries)]) if {
	countries := data.facts.locations.tokens[location].countries
	count(countries) > 1
}

reach(location) := sprintf("may be replicated to %s", [concat(" and ", data.facts.residency.replicas[location])]) if {
	count(data.facts.locations.tokens[location].countries) == 1
}
