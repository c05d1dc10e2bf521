# METADATA
# title: Misspelled class of data
# description: >-
#   The residency table lists classes of data. A class may be any word, but one that differs from a class of the
#   table by a letter has no effect, although its author expects the data to be checked.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#security-and-privacy
#     description: About multiple online environments or tenants, Security and privacy
# custom:
#   level: warning
#   help: use the name of the class in the residency table
#   since: 0.1.0
#   tags: [residency]
#   precision: medium
package tenantlint.rules.residency["unknown-class"]

import data.tenantlint.lib
import data.tenantlint.lib.location
import data.tenantlint.lib.residency

report contains finding if {
	some row in input.environments
	some item in row.data
	suggestion := suggest(item.class)
	finding := misspelled(item, suggestion)
}

report contains finding if {
	some row in input.masterData
	some item in row.data
	suggestion := suggest(item.class)
	finding := misspelled(item, suggestion)
}

misspelled(item, suggestion) := {
	"message": concat(" ", [
		"class \"{class}\" of data set \"{set}\" is not in the residency table,",
		"so its location is not checked",
	]),
	"params": {"class": item.class, "set": item.name},
	"at": lib.path(item, "class"),
	"label": "not a class of the table",
	"suggestion": suggestion,
}

known contains lower(class) if some class, _ in data.facts.residency.classes

is_class(class) if class in known

is_class(class) if class in residency.classes

# suggest returns the class of the table that differs from the word in one letter other than the first.
suggest(word) := min(classes) if {
	not is_class(word)
	letters := location.deletions(word)
	classes := {spelling(class) |
		some class in residency.classes
		count(letters & location.deletions(class)) > 0
		substring(class, 0, 1) == substring(word, 0, 1)
	}
	count(classes) > 0
}

spelling(class) := object.get(spellings, class, class)

spellings := {lower(entry.class): entry.class | some entry in data.facts.residency.entries}
