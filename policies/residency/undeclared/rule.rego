# METADATA
# title: Data about people says where these people are
# description: >-
#   Which law applies to data about people depends on where they are: health data of people in the
#   European Union stays in the Union, that of people in the United States stays there. A data set of
#   such a class without subjects cannot be judged by the other rules on residency. An entry of the
#   topology for the whole class needs no subjects.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#security-and-privacy
#     description: About multiple online environments or tenants, Security and privacy
# custom:
#   level: note
#   help: add subjects with the country of the people as two letters, or EU
#   since: 0.1.0
#   tags: [residency]
#   precision: high
package tenantlint.rules.residency.undeclared

import data.tenantlint.lib
import data.tenantlint.lib.residency

report contains finding if {
	some row in input.environments
	some item in row.data
	judged[item.class]
	finding := undeclared(item)
}

report contains finding if {
	some row in input.masterData
	some item in row.data
	judged[item.class]
	finding := undeclared(item)
}

undeclared(item) := {
	"message": sprintf("data set %q (%s) does not say whose data it is", [item.name, item.class]),
	"at": lib.place(item, "class"),
	"label": "no subjects",
} if {
	not item.subjects
	not item.unknown.subjects
}

# judged are the classes that are about people or depend on their country, and that have no entry for
# the whole class.
judged := {class | some class in (about_people | by_country); not residency.entries[[class, ""]]}

about_people := {class | some class in data.facts.residency.aboutPeople}

by_country := {class | some [class, _], _ in residency.entries}
