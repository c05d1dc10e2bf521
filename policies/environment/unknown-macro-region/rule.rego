# METADATA
# title: Unknown macro region
# description: >-
#   Where a tenant chooses a macro region, the platform chooses the location inside it. Macro regions have
#   names of their own, and the list grows, so a name that is not in the table is a warning.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/macro-regions#macro-region-geography
#     description: Power Platform and Dynamics 365 macro regions, Macro region geography (2026-05-27)
# custom:
#   level: warning
#   help: use a macro region of the list, such as northamerica, europe or asiapacific
#   since: 0.1.0
#   aliases: [environment/unknown-location]
#   tags: [environment, location]
#   precision: high
package tenantlint.rules.environment["unknown-macro-region"]

import data.tenantlint.lib
import data.tenantlint.lib.location
import data.tenantlint.lib.residency

report contains finding if {
	some environment in input.environments
	environment.macroRegion
	not location.macro_region(environment.macroRegion)
	not reported_elsewhere(environment)
	finding := object.union(
		{
			"message": "macro region \"{region}\" is not in the table of macro regions",
			"params": {"region": environment.macroRegion},
			"at": lib.path(environment, "macroRegion"),
			"notes": [{"text": "known: \"{known}\"", "params": {"known": object.keys(data.facts.locations.macroRegions)}}],
		},
		{"suggestion": name | name := location.suggest_macro_region(environment.macroRegion)},
	)
}

# reported_elsewhere is true if residency/undeclared-location reports the value.
reported_elsewhere(environment) if {
	not location.resolve(environment)
	not environment.location
	not environment.unknown.location
	count(residency.data_sets(environment)) > 0
}
