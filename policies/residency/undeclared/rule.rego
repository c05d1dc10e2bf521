# METADATA
# title: Data about people without their country
# description: >-
#   Which law applies to data about people depends on where they are: health data of people in the European
#   Union stays in the Union, that of people in the United States stays there. A data set of such a class
#   without subjects cannot be checked by the other rules on residency. An entry of the topology for the
#   whole class needs no subjects, nor does data that the law ties to the country of who holds it.
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
	item.class in classes_without_entry
	finding := missing(item, object.get(row, "tenant", ""))
}

report contains finding if {
	some row in input.masterData
	some item in row.data
	item.class in classes_without_entry
	finding := missing(item, object.get(input.index.environments, [object.get(row, "master", ""), "tenant"], ""))
}

missing(item, tenant) := {
	"message": sprintf("data set \"{set}\" (%s) does not say whose data it is", [residency.describe(item)]),
	"params": residency.params(item),
	"at": lib.path(item, "class"),
	"label": "no subjects",
} if {
	not item.subjects
	not item.unknown.subjects
	not item.class in residency.undetermined_classes
	not residency.requirement(item, tenant)
}

# classes_without_entry are the classes about people, or with entries by country, that have no entry for the entire
# class.
classes_without_entry contains class if {
	some class in data.facts.residency.aboutPeople
	not residency.entries[[class, ""]]
}

classes_without_entry contains class if {
	some [class, _], _ in residency.entries
	not residency.entries[[class, ""]]
}
