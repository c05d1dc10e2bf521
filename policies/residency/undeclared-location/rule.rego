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
	stored := residency.data_sets(env)
	count(stored) > 0
	not location.resolve(env)
	cause := problem(env)
	finding := object.union(
		{
			"message": sprintf(cause.message, [residency.describe(stored[0].item)]),
			"params": object.union(residency.params(stored[0].item), {
				"environment": env.key,
				"value": object.get(env, cause.field, ""),
			}),
			"at": lib.path(env, cause.field),
			"label": cause.label,
			"related": [{
				"at": entry.at,
				"message": sprintf("data set \"{set}\" is %s here", [verbs[entry.source]]),
				"params": residency.params(entry.item),
			} |
				some entry in array.slice(stored, 0, 10)
			],
			"notes": residency.notes(stored[0].item, stored[0].entry),
		},
		{"suggestion": name | name := suggestion(env, cause.field)},
	)
}

suggestion(env, "location") := name if {
	name := location.suggest(env.location)
	name != ""
}

suggestion(env, "macroRegion") := location.suggest_macro_region(env.macroRegion)

problem(env) := {
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
