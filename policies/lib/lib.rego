# METADATA
# description: Functions shared by rules. Rules return what is wrong and where; the program formats it.
package tenantlint.lib

# path returns the path of a field of a row.
path(row, field) := array.concat(row.at, [field])

# locations returns the locations of a conflict between rows of several tenants, all of equal rank. Each has the tenant
# of its row as a param.
locations(rows, field, verb) := [{"at": path(row, field), "label": label, "params": {"tenant": row.tenant}} |
	some i, row in rows
	label := concat(" ", [label_verb(i, verb), `here by tenant "{tenant}"`])
]

label_verb(0, verb) := verb

label_verb(i, _) := "and" if i > 0

# tenants is the set of tenants that rows belong to.
tenants(rows) := {row.tenant | some row in rows}

# is_duplicate_tenant is true for a tenant that is not the first with its name. Rules skip it, because
# input.index.byTenant has the rows of all tenants of that name.
is_duplicate_tenant(tenant) if input.index.tenants[tenant.name].at != tenant.at

# number formats a number, up to twelve as a word.
number(n) := words[n] if n <= 12

number(n) := format_int(n, 10) if n > 12

words := ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]

# quoted joins values for a message. It truncates a long list, because a message is repeated at each location of its
# finding.
quoted(values) := joined(values) if count(values) <= 12

quoted(values) := sprintf("%s and %d more", [shown, count(values) - 10]) if {
	count(values) > 12
	shown := joined(array.slice(list(values), 0, 10))
}

joined(values) := concat(", ", [sprintf("%q", [v]) | some v in values])

list(values) := values if is_array(values)

list(values) := sort(values) if is_set(values)

# values_differ is true if the values of the rows at nested keys are not all the same. A row without the value differs
# from all others.
values_differ(rows, keys) if count({object.get(row, keys, row.key) | some row in rows}) > 1
