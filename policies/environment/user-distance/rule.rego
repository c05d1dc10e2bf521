# METADATA
# title: Users sit on the continent of their environment
# description: >-
#   What users feel of an environment depends on the lines between them and it, and these are long from
#   one continent to another. For users who are spread over the world, environments near to them can be
#   the better answer.
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

tokens := data.facts.locations.tokens

report contains finding if {
	some environment in input.environments
	here := tokens[environment.location].continent
	far := [region | some region in environment.userRegions; region != environment.location; tokens[region].continent != here]
	count(far) > 0
	finding := {
		"message": sprintf("environment %q stands in %q, but has users in %s, on another continent", [environment.key, environment.location, lib.quoted(far)]),
		"at": lib.place(environment, "userRegions"),
		"label": sprintf("the environment stands in %s", [here]),
		"related": [{"at": lib.place(environment, "location"), "message": sprintf("location %q is in %s", [environment.location, here])}],
	}
}
