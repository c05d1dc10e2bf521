# METADATA
# title: Users on another continent than their environment
# description: >-
#   What users feel of an environment depends on the lines between them and it, and these are long from one
#   continent to another. For users who are spread over the world, environments near to them can be the
#   better answer.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#why-use-multiple-tenants
#     description: About multiple online environments or tenants, Physical distribution
# custom:
#   level: note
#   help: consider an environment near to these users
#   since: 0.1.0
#   tags: [environment, location]
#   precision: medium
package tenantlint.rules.environment["user-distance"]

import data.tenantlint.lib
import data.tenantlint.lib.location

report contains finding if {
	some environment in input.environments
	here := object.get(environment, "location", "")
	others := [region | some region in environment.userRegions; region != here]
	count(others) > 0
	resolved := location.resolve(environment)
	[continent] = [c | some c in {location.tokens[token].continent | some token in resolved.tokens}]
	far := [region | some region in others; location.tokens[region].continent != continent]
	count(far) > 0
	finding := {
		"message": "environment \"{environment}\" is in {continent}, but has users in \"{far}\", on another continent",
		"params": {
			"environment": environment.key,
			"far": far,
			"continent": continent,
			"by": resolved.by,
			"value": resolved.value,
		},
		"at": lib.path(environment, "userRegions"),
		"label": "the environment is in {continent}",
		"related": [{"at": resolved.at, "message": "{by} \"{value}\" is in {continent}"}],
	}
}
