# METADATA
# title: Regulated data outside its allowed locations
# description: >-
#   Some data may not be hosted outside a country or region: health data of people in the European Union, health
#   data of people in the United States, customer data of Swiss banks, wherever the customer lives. The location
#   of an environment is where its database is, and it cannot be changed later; if it is not given, it follows
#   from the Dataverse host, the Azure region or the macro region, and a misspelled one counts as the location
#   that was meant. The table of allowed locations is built in; residency in a topology adds to it or replaces
#   an entry.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#security-and-privacy
#     description: About multiple online environments or tenants, Security and privacy
# custom:
#   level: error
#   help: keep the data in an environment in one of the allowed locations
#   since: 0.1.0
#   tags: [residency, location]
#   precision: high
package tenantlint.rules.residency.location

import data.tenantlint.lib.location
import data.tenantlint.lib.residency

report contains finding if {
	some env in input.environments
	residency.may_have_regulated_data(env.key)
	some stored in array.concat(residency.listed(env), residency.mastered(env))
	resolved := location.resolve(env)
	residency.is_outside(stored.entry, resolved)
	finding := {
		"message": sprintf(messages[stored.source], [residency.describe(stored.item), location.describe(resolved)]),
		"params": object.union_n([residency.params(stored.item), location.params(resolved), {"environment": env.key}]),
		"at": stored.at,
		"label": "may not be kept there",
		"related": array.concat(
			[{"at": resolved.at, "message": "environment \"{environment}\" has {by} \"{value}\""}],
			residency.declaration(stored.entry),
		),
		"notes": residency.notes(stored.item, stored.entry),
	}
}

messages := {
	"listed": "data set \"{set}\" (%s) is stored in %s, outside its allowed locations",
	"mastered": "master data \"{set}\" (%s) is mastered in %s, outside its allowed locations",
}
