# METADATA
# description: Where data of a class about people of a country may be stored.
package tenantlint.lib.residency

import data.tenantlint.lib.location

# requirement returns the entry of the table that applies to a data set of a tenant: the one for its class and the
# country of the tenant, if the law binds the holder of the data, or else for its class and the country of the people,
# or else for the EU if that is a member state, or else for the entire class. The entry has no locations if a manifest
# says that they are unknown.
requirement(item, tenant) := [entries[key] | some key in entry_keys(item, tenant)][0] if {
	not item.class in undetermined_classes
}

# undetermined_classes is the set of classes with an entry whose subjects are unknown, so that it may apply to anybody's
# data.
undetermined_classes contains row.class if {
	some row in input.index.residency
	row.unknown.subjects
}

entry_keys(item, tenant) := array.concat(
	[key | key := keys_by_holder[[item.class, country(tenant)]]],
	[key |
		not item.unknown.subjects
		some subjects in subject_scopes(object.get(item, "subjects", ""))
		key := [item.class, subjects]
	],
)

subject_scopes(subjects) := [subjects, "EU", ""] if subjects in data.facts.residency.memberStates

subject_scopes(subjects) := [subjects, ""] if not subjects in data.facts.residency.memberStates

# country returns the country of a tenant: the declared one, or else the only country of its location.
country(tenant) := input.index.tenants[tenant].countryLetterCode

country(tenant) := code if {
	row := input.index.tenants[tenant]
	not row.countryLetterCode
	[code] = location.tokens[row.location].countries
}

# may_have_regulated_data is true if the environment may have data of a class in the table. It takes only the key and is
# always defined, because OPA does not cache an undefined result of a function.
default may_have_regulated_data(_) := false

may_have_regulated_data(key) if {
	some item in input.index.environments[key].data
	classes[item.class]
}

may_have_regulated_data(key) if input.index.masters[key]

may_have_regulated_data(key) if input.index.dataFlows[key]

# data_sets lists the data sets in an environment whose class is in the table, each with its entry: those that the
# environment lists, those mastered in it, and those that it receives.
data_sets(environment) := array.concat(listed(environment), array.concat(mastered(environment), received(environment)))

# listed lists the data sets that the environment lists itself.
listed(environment) := [{"item": item, "entry": entry, "at": array.concat(item.at, ["name"]), "source": "listed"} |
	some item in environment.data
	classes[item.class]
	entry := requirement(item, environment.tenant)
]

# mastered lists the data of the master data sets with their master in the environment, without what it lists itself.
mastered(environment) := [{"item": item, "entry": entry, "at": array.concat(item.at, ["name"]), "source": "mastered"} |
	some row in input.index.masters[environment.key]
	some item in row.data
	classes[item.class]
	not class_and_subjects(item) in {class_and_subjects(listed_item) | some listed_item in environment.data}
	entry := requirement(item, environment.tenant)
]

# received lists the data that flows, connections or copies bring to the environment, without what it lists itself.
received(environment) := [{"item": row, "entry": entry, "at": row.at, "source": "received"} |
	some row in input.index.dataFlows[environment.key]
	classes[row.class]
	not class_and_subjects(row) in {class_and_subjects(listed_item) | some listed_item in environment.data}
	entry := requirement(row, origin_tenant(row))
]

class_and_subjects(item) := [item.class, object.get(item, "subjects", "")]

# origin_tenant returns the tenant that the data comes from.
origin_tenant(row) := input.index.environments[row.origin].tenant

# is_outside is true if the entry allows none of the resolved locations.
is_outside(entry, resolved) if {
	count(resolved.tokens) > 0
	count(resolved.tokens & entry.locations) == 0
}

# describe returns a template for the class and subjects of a data set, to be used with params.
describe(item) := sprintf("%s, {subjects}", [class_title(item)]) if item.subjects

describe(item) := class_title(item) if not item.subjects

class_title(item) := data.facts.residency.classes[item.class]

class_title(item) := "class \"{class}\"" if not data.facts.residency.classes[item.class]

# params returns the template params of a data set.
params(item) := {
	"set": item.name,
	"class": item.class,
	"subjects": object.get(item, "subjects", ""),
}

# notes lists the locations where the data may be stored, and the reasons.
notes(item, entry) := array.concat(
	[{
		"text": sprintf("allowed locations for %s: \"{allowed}\"", [describe(item)]),
		"params": {"allowed": sort(entry.locations)},
	}],
	entry.notes,
)

# declaration returns the location of an entry of a manifest. A built-in entry has none.
declaration(entry) := [{"at": entry.at, "message": "required here"} | entry.at]

# entries is the built-in table, with the entries that the topology adds or replaces.
entries := object.union(object.remove(built_in_entries, object.keys(custom_entries)), custom_entries)

# classes is the set of classes in the table.
classes := {class | some [class, _], _ in entries}

built_in_entries := {[lower(e.class), e.subjects]: {"subjects": e.subjects, "locations": locations, "notes": more} |
	some e in data.facts.residency.entries
	locations := {l | some l in e.allowedLocations}
	more := [{"text": "{note}", "params": {"note": e.note}} | e.note]
}

# keys_by_holder maps a class and the country of a tenant to the key of the entry that binds the tenant, whoever the
# subjects are.
keys_by_holder := {[lower(e.class), e.heldBy]: [lower(e.class), e.subjects] |
	some e in data.facts.residency.entries
	e.heldBy
}

custom_entries := {key: entry |
	some key, rows_by_index in object.union_n([{[row.class, object.get(row, "subjects", "")]: {i: row}} |
		some i, row in input.index.residency
		not row.unknown.subjects
	])
	rows := [row | some row in rows_by_index]
	reasons := [{"text": "required because: \"{reason}\"", "params": {"reason": row.reason}} |
		some row in rows
		row.reason
	]
	entry := object.union({"subjects": key[1], "at": rows[0].at, "notes": reasons}, merged_locations(rows))
}

# Several entries for the same class and country allow the locations of all of them.
merged_locations(rows) := {"locations": {l | some row in rows; some l in row.allowedLocations}} if {
	every row in rows {
		not row.unknown.allowedLocations
	}
}

merged_locations(rows) := {} if {
	some row in rows
	row.unknown.allowedLocations
}
