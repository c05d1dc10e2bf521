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
	some stored in residency.data_sets(env)
	env.location in stored.entry.locations
	is_single_country(stored.entry)
	reaches := array.concat(
		location.tokens[env.location].countries,
		object.get(data.facts.residency.replicas, env.location, []),
	)
	count(reaches) > 1
	finding := {
		"message": sprintf(
			"location \"{location}\" is wider than the one country of data set \"{set}\" (%s)",
			[residency.describe(stored.item)],
		),
		"params": object.union(residency.params(stored.item), {"location": env.location, "reaches": reach(env.location)}),
		"at": lib.path(env, "location"),
		"label": label(env.location),
		"related": array.concat([{"at": stored.at, "message": "classified here"}], residency.declaration(stored.entry)),
	}
}

# Only some of the resolved locations are allowed.
report contains finding if {
	some env in input.environments
	residency.may_have_regulated_data(env.key)
	not env.unknown.location
	some stored in residency.data_sets(env)
	resolved := location.resolve(env)
	wide := resolved.tokens - stored.entry.locations
	count(wide) > 0
	count(resolved.tokens) > count(wide)
	finding := {
		"message": sprintf(
			"{by} \"{value}\" is wider than the allowed locations of data set \"{set}\" (%s)",
			[residency.describe(stored.item)],
		),
		"params": object.union(residency.params(stored.item), {"by": resolved.by, "value": resolved.value, "wide": wide}),
		"at": resolved.at,
		"label": "may be \"{wide}\"",
		"related": array.concat([{"at": stored.at, "message": "classified here"}], residency.declaration(stored.entry)),
		"notes": residency.notes(stored.item, stored.entry),
		"help": "give the location, one of those that are allowed",
	}
}

# A macro region may be wider than one country even if all its locations are allowed.
report contains finding if {
	some env in input.environments
	residency.may_have_regulated_data(env.key)
	not env.unknown.location
	some stored in residency.data_sets(env)
	resolved := location.resolve(env)
	resolved.by == "macro region"
	is_single_country(stored.entry)
	count(resolved.tokens - stored.entry.locations) == 0
	finding := {
		"message": sprintf(
			"macro region \"{value}\" is wider than the one country of data set \"{set}\" (%s)",
			[residency.describe(stored.item)],
		),
		"params": object.union(residency.params(stored.item), {"value": resolved.value}),
		"at": resolved.at,
		"label": "a macro region guarantees no country",
		"related": array.concat([{"at": stored.at, "message": "classified here"}], residency.declaration(stored.entry)),
		"help": "name a location that lies in this country alone",
	}
}

# is_single_country is true if every allowed location is in the country of the people, so the data must stay there.
is_single_country(entry) if {
	count(entry.locations) > 0
	every token in entry.locations {
		entry.subjects in location.tokens[token].countries
	}
}

reach(token) := location.tokens[token].countries if count(location.tokens[token].countries) > 1

reach(token) := data.facts.residency.replicas[token] if count(location.tokens[token].countries) == 1

label(token) := "spans \"{reaches}\"" if count(location.tokens[token].countries) > 1

label(token) := "may be replicated to \"{reaches}\"" if count(location.tokens[token].countries) == 1
