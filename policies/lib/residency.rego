# METADATA
# description: Where data of a class about the people of a country may be kept.
package tenantlint.lib.residency

# requirement is the entry of the table that a data set falls under: that of its class and country,
# else that of the EU for a member state, else that of the whole class. It has no locations where a
# manifest leaves them open.
requirement(item) := [entries[key] | some key in keys(item)][0]

# judged are the data sets of a row that are of a class in the table; most are of none.
judged(row) := [item | some item in row.data; classes[item.class]]

# forbidden is the requirement that a data set breaks in a location which the table of locations knows.
forbidden(item, location) := entry if {
	data.facts.locations.tokens[location]
	entry := requirement(item)
	not location in entry.locations
}

# described says what kind of data a data set is.
described(item) := sprintf("%s of %s", [item.class, item.subjects])

described(item) := item.class if not item.subjects

# notes say in which locations the data may be.
notes(item, entry) := array.concat([sprintf("%s may be in: %s", [described(item), concat(", ", sort(entry.locations))])], entry.notes)

# declared is the place of an entry that a manifest brings; a built-in one has none.
declared(entry) := [{"at": entry.at, "message": "required here"} | entry.at]

# entries is the built-in table, with what the topology adds to it or puts in its place.
entries := object.union(object.remove(built_in, object.keys(own)), own)

# classes are those that the table speaks of.
classes := {class | some [class, _], _ in entries}

built_in := {[e.class, e.subjects]: {"subjects": e.subjects, "locations": locations, "notes": more} |
	some e in data.facts.residency.entries
	locations := {l | some l in e.allowedLocations}
	more := [e.note | e.note]
}

own := {key: entry |
	some key, numbered in object.union_n([{[row.class, object.get(row, "subjects", "")]: {i: row}} |
		some i, row in input.index.residency
		not row.unknown.subjects
	])
	rows := [row | some row in numbered]
	entry := object.union({"subjects": key[1], "at": rows[0].at, "notes": []}, merged(rows))
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

keys(item) := [key |
	not item.unknown.subjects
	some subjects in scopes(object.get(item, "subjects", ""))
	key := [item.class, subjects]
	entries[key]
]

scopes(subjects) := [subjects, "EU", ""] if subjects in data.facts.residency.memberStates

scopes(subjects) := [subjects, ""] if not subjects in data.facts.residency.memberStates
