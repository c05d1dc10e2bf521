# METADATA
# title: Data that the law ties to a region is not carried out of it
# description: >-
#   Where data may not be hosted outside a country or region, it may not be shared there either. Flows
#   of master data, connections between tenants and the stages of a deployment carry data on, and over
#   several hops it comes to where no manifest mentions it. The finding stands at the hop that leaves
#   the allowed locations; an environment that lists the data itself is judged by residency/location.
#   Classes of data times environments may be too many to follow, above 100,000 and 20 for each
#   environment; then a finding names the data that is not followed to its end.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#security-and-privacy
#     description: About multiple online environments or tenants, Security and privacy
# custom:
#   level: error
#   help: remove the hop, or move the environment it goes to into one of the allowed locations
#   since: 0.1.0
#   tags: [residency, location, flow]
#   precision: high
package tenantlint.rules.residency.flow

import data.tenantlint.lib.residency

report contains finding if {
	some row in input.carried
	to := input.index.environments[row.environment]
	entry := residency.forbidden(row, to.location)
	not outside(row)
	last := row.path[count(row.path) - 1]
	finding := {
		"message": sprintf("data set %q (%s) goes from %q to %q in %q", [row.name, residency.described(row), last.from, last.to, to.location]),
		"at": last.at,
		"label": carrier(last),
		"related": array.concat(array.concat(way(row), arrival(to)), residency.declared(entry)),
		"notes": residency.notes(row, entry),
	}
}

# outside says that the data was where it may not be before the last hop, which is a finding there.
outside(row) if residency.forbidden(row, before(row.path))

# before is the location from which the last hop goes, or the last one on the way that is known.
before(path) := location if {
	location := input.index.environments[path[count(path) - 1].from].location
} else := locations[count(locations) - 1] if {
	locations := [location | some hop in path; location := input.index.environments[hop.from].location]
}

way(row) := array.concat(
	[{"at": row.originAt, "message": sprintf("the data comes from %q", [row.origin])}],
	[{"at": hop.at, "message": sprintf("from %q to %q by %s", [hop.from, hop.to, carrier(hop)])} |
		some hop in array.slice(row.path, 0, count(row.path) - 1)
	],
)

arrival(env) := [{"at": array.concat(env.at, ["location"]), "message": sprintf("environment %q is in %q", [env.key, env.location])}]

carrier(hop) := sprintf("%s %q", [hop.by, hop.of])

carrier(hop) := hop.by if not hop.of
