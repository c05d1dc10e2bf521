# METADATA
# description: What rules share. A rule says what is wrong and where; how it looks is not its business.
package tenantlint.lib

# place is the path of a field of a row.
place(row, field) := array.concat(row.at, [field])

# written is a field of a row as the manifest writes it, for messages: what compares may be folded.
written(row, field) := object.get(row, ["written", field], row[field])

# address is that of a guest, for messages: a mail address as the manifest writes it.
address(guest) := guest.written.mail if guest.mail == guest.address

else := guest.address

# sites are the locations of a conflict between rows of several tenants, all of equal rank. Each has the tenant
# of its row as a parameter of its own.
sites(rows, field, verb) := [{"at": place(row, field), "label": label, "params": {"tenant": row.tenant}} |
	some i, row in rows
	label := concat(" ", [beginning(i, verb), `here by tenant "{tenant}"`])
]

beginning(0, verb) := verb

beginning(i, _) := "and" if i > 0

# tenants are the tenants that rows belong to.
tenants(rows) := {row.tenant | some row in rows}

# repeated holds for a tenant whose name another one before it bears: what input.index.byTenant lists of a name is
# that of all of them, and judged once.
repeated(tenant) if input.index.tenants[tenant.name].at != tenant.at

# number writes a small number as a word.
number(n) := words[n] if n <= 12

number(n) := format_int(n, 10) if n > 12

words := ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]

# quoted joins values for a message, and of many the first: a message that names thousands helps nobody,
# and stands at each place of its finding.
quoted(values) := joined(values) if count(values) <= 12

quoted(values) := sprintf("%s and %d more", [shown, count(values) - 10]) if {
	count(values) > 12
	shown := joined(array.slice(list(values), 0, 10))
}

joined(values) := concat(", ", [sprintf("%q", [v]) | some v in values])

list(values) := values if is_array(values)

list(values) := sort(values) if is_set(values)

# apart holds for rows that are not all one and the same by the field at a path; a row without it is
# like no other.
apart(rows, path) if count({object.get(row, path, row.key) | some row in rows}) > 1
