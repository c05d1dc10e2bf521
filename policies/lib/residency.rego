# METADATA
# description: Where data of a class about the people of a country may be kept.
package tenantlint.lib.residency

import data.tenantlint.lib.location

# requirement is the entry of the table that a data set of a tenant falls under: that of its class and the country
# of the tenant, where the law binds who holds the data, else that of its class and the country of the people, else
# that of the EU for a member state, else that of the whole class. It has no locations where a manifest leaves them
# open.
requirement(item, tenant) := [entries[key] | some key in keys(item, tenant)][0] if not item.class in open

# open are the classes of which an entry does not say whose data it is about, so that it may be anybody's.
open contains row.class if {
	some row in input.index.residency
	row.unknown.subjects
}

keys(item, tenant) := array.concat(
	[key | key := by_holder[[item.class, country(tenant)]]],
	[key |
		not item.unknown.subjects
		some subjects in scopes(object.get(item, "subjects", ""))
		key := [item.class, subjects]
	],
)

scopes(subjects) := [subjects, "EU", ""] if subjects in data.facts.residency.memberStates

scopes(subjects) := [subjects, ""] if not subjects in data.facts.residency.memberStates

# country is the country of a tenant: the one that it says, else the one of its location.
country(tenant) := input.index.tenants[tenant].countryLetterCode

country(tenant) := only if {
	row := input.index.tenants[tenant]
	not row.countryLetterCode
	[only] = location.tokens[row.location].countries
}

# concerned holds for an environment in which there may be data of a class in the table. It takes the key alone and
# always answers, as OPA does not keep that a function has no value.
default concerned(_) := false

concerned(key) if {
	some item in input.index.environments[key].data
	classes[item.class]
}

concerned(key) if input.index.masters[key]

concerned(key) if input.index.dataFlows[key]

# held are the data sets in an environment whose class is in the table, each with its entry: those that it lists, that
# are mastered in it, and that flows bring to it.
held(environment) := array.concat(listed(environment), array.concat(mastered(environment), brought(environment)))

# listed are those that the environment lists.
listed(environment) := [{"item": item, "entry": entry, "at": array.concat(item.at, ["name"]), "way": "listed"} |
	some item in environment.data
	classes[item.class]
	entry := requirement(item, environment.tenant)
]

# mastered are those of the master data sets that have their master in the environment, but for what it lists.
mastered(environment) := [{"item": item, "entry": entry, "at": array.concat(item.at, ["name"]), "way": "mastered"} |
	some row in input.index.masters[environment.key]
	some item in row.data
	classes[item.class]
	not kind(item) in {kind(own) | some own in environment.data}
	entry := requirement(item, environment.tenant)
]

# brought are those that flows, connections or copies bring to the environment, but for what it lists.
brought(environment) := [{"item": row, "entry": entry, "at": row.at, "way": "brought"} |
	some row in input.index.dataFlows[environment.key]
	classes[row.class]
	not kind(row) in {kind(own) | some own in environment.data}
	entry := requirement(row, origin(row))
]

kind(item) := [item.class, object.get(item, "subjects", "")]

# origin is the tenant in which the way of data begins.
origin(row) := input.index.environments[row.origin].tenant

# outside holds for a place of which no location is allowed.
outside(entry, place) if {
	count(place.tokens) > 0
	count(place.tokens & entry.locations) == 0
}

# kinds of data in words, for a template with the values of params_of.
described(item) := sprintf("%s, {subjects}", [named(item)]) if item.subjects

described(item) := named(item) if not item.subjects

named(item) := data.facts.residency.classes[item.class]

named(item) := "class \"{class}\"" if not data.facts.residency.classes[item.class]

# values are what templates about a data set use.
values(item) := {
	"set": item.name,
	"class": item.class,
	"subjects": object.get(item, "subjects", ""),
}

# notes say in which locations the data may be kept.
notes(item, entry) := array.concat(
	[{
		"text": sprintf("allowed locations for %s: \"{allowed}\"", [described(item)]),
		"params": {"allowed": sort(entry.locations)},
	}],
	entry.notes,
)

# declared is the place of an entry that a manifest brings; a built-in one has none.
declared(entry) := [{"at": entry.at, "message": "required here"} | entry.at]

# entries is the built-in table, with what the topology adds to it or puts in its place.
entries := object.union(object.remove(built_in, object.keys(own)), own)

# classes are the classes in the table.
classes := {class | some [class, _], _ in entries}

built_in := {[lower(e.class), e.subjects]: {"subjects": e.subjects, "locations": locations, "notes": more} |
	some e in data.facts.residency.entries
	locations := {l | some l in e.allowedLocations}
	more := [{"text": "{note}", "params": {"note": e.note}} | e.note]
}

# by_holder maps a class and the country of a tenant to the entry that binds the tenant, whatever the subjects are.
by_holder := {[lower(e.class), e.heldBy]: [lower(e.class), e.subjects] |
	some e in data.facts.residency.entries
	e.heldBy
}

own := {key: entry |
	some key, numbered in object.union_n([{[row.class, object.get(row, "subjects", "")]: {i: row}} |
		some i, row in input.index.residency
		not row.unknown.subjects
	])
	rows := [row | some row in numbered]
	reasons := [{"text": "required because: \"{reason}\"", "params": {"reason": row.reason}} |
		some row in rows
		row.reason
	]
	entry := object.union({"subjects": key[1], "at": rows[0].at, "notes": reasons}, merged(rows))
}

# Several entries for one class and country allow what any of them allows.
merged(rows) := {"locations": {l | some row in rows; some l in row.allowedLocations}} if {
	every row in rows {
		not row.unknown.allowedLocations
	}
}

merged(rows) := {} if {
	some row in rows
	row.unknown.allowedLocations
}
