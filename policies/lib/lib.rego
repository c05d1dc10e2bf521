# METADATA
# description: Functions that rules share. Rules return what is wrong and where; the program formats it.
package tenantlint.lib

# path is the path of a field of a row.
path(row, field) := array.concat(row.at, [field])

# locations are the locations of a conflict between rows of several tenants, all of equal rank. Each has the tenant
# of its row as a parameter.
locations(rows, field, verb) := [{"at": path(row, field), "label": label, "params": {"tenant": row.tenant}} |
	some i, row in rows
	label := concat(" ", [beginning(i, verb), `here by tenant "{tenant}"`])
]

beginning(0, verb) := verb

beginning(i, _) := "and" if i > 0

# tenants are the tenants that rows belong to.
tenants(rows) := {row.tenant | some row in rows}

# repeated holds for a tenant that is not the first of its name: input.index.byTenant has the rows of all of them, which
# are evaluated once.
repeated(tenant) if input.index.tenants[tenant.name].at != tenant.at

# number formats a number, a small one as a word.
number(n) := words[n] if n <= 12

number(n) := format_int(n, 10) if n > 12

words := ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]

# quoted joins values for a message, only the first ones of many: a message is repeated at each location of its
# finding.
quoted(values) := joined(values) if count(values) <= 12

quoted(values) := sprintf("%s and %d more", [shown, count(values) - 10]) if {
	count(values) > 12
	shown := joined(array.slice(list(values), 0, 10))
}

joined(values) := concat(", ", [sprintf("%q", [v]) | some v in values])

list(values) := values if is_array(values)

list(values) := sort(values) if is_set(values)

# apart holds for rows whose values at nested keys are not all the same; a row without the value differs from all
# others.
apart(rows, keys) if count({object.get(row, keys, row.key) | some row in rows}) > 1
