# METADATA
# title: Location wider than the region of the data
# description: >-
#   A location is not always one country. Asia spans Hong Kong and Singapore, Europe spans Ireland and the
#   Netherlands, South America may be replicated to the United States, and a macro region or an Azure region
#   that several locations share guarantees none of them. An entry of the residency table that allows such a
#   location for data of one country allows more than it seems to. A place that is not allowed at all is a
#   finding of residency/location.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#security-and-privacy
#     description: About multiple online environments or tenants, Security and privacy
#   - ref: https://learn.microsoft.com/power-platform/admin/new-datacenter-regions
#     description: Datacenter regions
#   - ref: https://learn.microsoft.com/power-platform/admin/macro-regions#macro-region-geography
#     description: Power Platform and Dynamics 365 macro regions, Macro region geography (2026-05-27)
# custom:
#   level: warning
#   help: choose a location that lies in this country alone
#   since: 0.1.0
#   tags: [residency, location]
#   precision: medium
package tenantlint.rules.residency["imprecise-location"]

import data.tenantlint.lib
import data.tenantlint.lib.location
import data.tenantlint.lib.residency

report contains finding if {
	some env in input.environments
	residency.may_have_regulated_data(env.key)
	some held in residency.data_sets(env)
	env.location in held.entry.locations
	one_country(held.entry)
	reaches := array.concat(
		location.tokens[env.location].countries,
		object.get(data.facts.residency.replicas, env.location, []),
	)
	count(reaches) > 1
	finding := {
		"message": sprintf(
			"location \"{location}\" is wider than the one country of data set \"{set}\" (%s)",
			[residency.describe(held.item)],
		),
		"params": object.union(residency.params(held.item), {"location": env.location, "reaches": reach(env.location)}),
		"at": lib.path(env, "location"),
		"label": reaching(env.location),
		"related": array.concat([{"at": held.at, "message": "classified here"}], residency.declaration(held.entry)),
	}
}

# A place of which only some locations are allowed.
report contains finding if {
	some env in input.environments
	residency.may_have_regulated_data(env.key)
	not env.unknown.location
	some held in residency.data_sets(env)
	place := location.resolve(env)
	wide := place.tokens - held.entry.locations
	count(wide) > 0
	count(place.tokens) > count(wide)
	finding := {
		"message": sprintf(
			"{by} \"{value}\" is wider than the allowed locations of data set \"{set}\" (%s)",
			[residency.describe(held.item)],
		),
		"params": object.union(residency.params(held.item), {"by": place.by, "value": place.value, "wide": wide}),
		"at": place.at,
		"label": "may be \"{wide}\"",
		"related": array.concat([{"at": held.at, "message": "classified here"}], residency.declaration(held.entry)),
		"notes": residency.notes(held.item, held.entry),
		"help": "give the location, one of those that are allowed",
	}
}

# A macro region of which every location is allowed may still be wider than one country.
report contains finding if {
	some env in input.environments
	residency.may_have_regulated_data(env.key)
	not env.unknown.location
	some held in residency.data_sets(env)
	place := location.resolve(env)
	place.by == "macro region"
	one_country(held.entry)
	count(place.tokens - held.entry.locations) == 0
	finding := {
		"message": sprintf(
			"macro region \"{value}\" is wider than the one country of data set \"{set}\" (%s)",
			[residency.describe(held.item)],
		),
		"params": object.union(residency.params(held.item), {"value": place.value}),
		"at": place.at,
		"label": "a macro region guarantees no country",
		"related": array.concat([{"at": held.at, "message": "classified here"}], residency.declaration(held.entry)),
		"help": "name a location that lies in this country alone",
	}
}

# one_country says that every allowed location lies in the country of the people, so that the data is
# meant to stay there.
one_country(entry) if {
	count(entry.locations) > 0
	every token in entry.locations {
		entry.subjects in location.tokens[token].countries
	}
}

reach(token) := location.tokens[token].countries if count(location.tokens[token].countries) > 1

reach(token) := data.facts.residency.replicas[token] if count(location.tokens[token].countries) == 1

reaching(token) := "spans \"{reaches}\"" if count(location.tokens[token].countries) > 1

reaching(token) := "may be replicated to \"{reaches}\"" if count(location.tokens[token].countries) == 1
