# METADATA
# title: Regulated data carried out of its region
# description: >-
#   Where data may not be hosted outside a country or region, it may not be shared there either. Flows of
#   master data, connections between tenants and copies carry data on, and over several hops it comes to
#   where no manifest mentions it. A master data set that lists its data carries that data alone, another one
#   all that its environments hold; the stages of a deployment carry solutions, which hold no business data.
#   Each environment outside that the data reaches is a finding, at the hop that brings it there; one that
#   lists the data itself is reported by residency/location. Classes of data times environments may be too
#   many to follow, above 100,000 and 20 for each environment; then a finding names the data that is not
#   followed to its end.
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

import data.tenantlint.lib.location
import data.tenantlint.lib.residency

report contains finding if {
	some row in input.dataFlows
	to := input.index.environments[row.environment]
	entry := residency.requirement(row, residency.origin_tenant(row))
	resolved := location.resolve(to)
	residency.is_outside(entry, resolved)
	last := row.path[count(row.path) - 1]
	finding := {
		"message": sprintf(
			"data set \"{set}\" (%s) goes from \"{from}\" to \"{to}\" in %s, outside its allowed locations",
			[residency.describe(row), location.describe(resolved)],
		),
		"params": object.union_n([residency.params(row), location.params(resolved), {
			"from": last.from,
			"to": last.to,
			"of": object.get(last, "of", ""),
			"origin": row.origin,
		}]),
		"at": last.at,
		"label": carrier(last),
		"related": array.concat(array.concat(path_locations(row), target_location(resolved)), residency.declaration(entry)),
		"notes": residency.notes(row, entry),
	}
}

path_locations(row) := array.concat(
	[{"at": row.originAt, "message": "the data comes from \"{origin}\""}],
	[{
		"at": hop.at,
		"message": concat(" ", ["from \"{from}\" to \"{to}\" by", carrier(hop)]),
		"params": {"from": hop.from, "to": hop.to, "of": object.get(hop, "of", "")},
	} |
		some hop in array.slice(row.path, 0, count(row.path) - 1)
	],
)

target_location(resolved) := [{"at": resolved.at, "message": "environment \"{to}\" has {by} \"{value}\""}]

carrier(hop) := sprintf("%s \"{of}\"", [hop.by]) if hop.of

carrier(hop) := hop.by if not hop.of
