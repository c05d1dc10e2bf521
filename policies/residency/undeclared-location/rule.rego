# METADATA
# title: Regulated data in an environment of unknown location
# description: >-
#   Whether data may be where it is can only be said of an environment whose location is known. An
#   environment that holds, masters or receives data of a class that the law ties to a region, and neither
#   gives a location nor a Dataverse host, an Azure region or a macro region from which it follows, could be
#   anywhere. A location that the manifest lists as unknown is not reported.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#security-and-privacy
#     description: About multiple online environments or tenants, Security and privacy
# custom:
#   level: warning
#   help: give the location of the environment
#   since: 0.1.0
#   tags: [residency, location]
#   precision: high
package tenantlint.rules.residency["undeclared-location"]

import data.tenantlint.lib
import data.tenantlint.lib.location
import data.tenantlint.lib.residency

report contains finding if {
	some env in input.environments
	residency.may_have_regulated_data(env.key)
	held := residency.data_sets(env)
	count(held) > 0
	not location.resolve(env)
	position := missing(env)
	finding := object.union(
		{
			"message": sprintf(position.message, [residency.describe(held[0].item)]),
			"params": object.union(residency.params(held[0].item), {
				"environment": env.key,
				"value": object.get(env, position.field, ""),
			}),
			"at": lib.path(env, position.field),
			"label": position.label,
			"related": [{
				"at": entry.at,
				"message": sprintf("data set \"{set}\" is %s here", [verbs[entry.source]]),
				"params": residency.params(entry.item),
			} |
				some entry in array.slice(held, 0, 10)
			],
			"notes": residency.notes(held[0].item, held[0].entry),
		},
		{"suggestion": name | name := meant(env, position.field)},
	)
}

meant(env, "location") := name if {
	name := location.suggest(env.location)
	name != ""
}

meant(env, "macroRegion") := location.suggest_macro_region(env.macroRegion)

missing(env) := {
	"field": "location",
	"message": "environment \"{environment}\" holds data set \"{set}\" (%s), but its location \"{value}\" is not known",
	"label": "not in the table of locations",
} if {
	env.location
} else := {
	"field": "macroRegion",
	"message": concat(" ", [
		`environment "{environment}" holds data set "{set}" (%s), but its macro region`,
		`"{value}" is not known`,
	]),
	"label": "not in the table of macro regions",
} if {
	env.macroRegion
	not env.unknown.location
} else := {
	"field": "location",
	"message": "environment \"{environment}\" holds data set \"{set}\" (%s), but does not say where it is",
	"label": "location is missing",
} if {
	not env.unknown.location
}

verbs := {"listed": "listed", "mastered": "mastered", "received": "brought in"}
