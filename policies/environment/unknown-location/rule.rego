# METADATA
# title: A location is one that the platform offers
# description: >-
#   Locations have names of their own: not those of countries, and not those of Azure regions, several
#   of which make up one location. The list grows and differs from tenant to tenant, so a name that is
#   not in the table is a warning only; an Azure region in the place of a location is an error. Rules
#   that compare locations stay silent on a name they do not know.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/regions-overview#what-regions-are-available
#     description: Regions overview, What regions are available?
# custom:
#   level: warning
#   help: use the name of the location as the platform's list of locations has it
#   since: 0.1.0
#   tags: [environment, location]
#   precision: high
package tenantlint.rules.environment["unknown-location"]

import data.tenantlint.lib

tokens := data.facts.locations.tokens

report contains finding if {
	some environment in input.environments
	not tokens[environment.location]
	at := lib.place(environment, "location")
	finding := object.union(unlisted(environment.location, at), repair(environment, at))
}

report contains finding if {
	some environment in input.environments
	some i, token in environment.userRegions
	not tokens[token]
	finding := unlisted(token, array.concat(environment.at, ["userRegions", i]))
}

report contains finding if {
	some tenant in input.tenants
	finding := unlisted(tenant.location, lib.place(tenant, "location"))
}

report contains finding if {
	some tenant in input.tenants
	some i, token in tenant.allowedLocations
	finding := unlisted(token, array.concat(tenant.at, ["allowedLocations", i]))
}

report contains finding if {
	some requirement in input.residency
	some i, token in requirement.allowedLocations
	finding := unlisted(token, array.concat(requirement.at, ["allowedLocations", i]))
}

unlisted(token, at) := object.union(
	{"message": sprintf("location %q is not in the table of locations", [token]), "at": at},
	{"suggestion": name | name := suggestion(token); name != ""},
) if {
	not tokens[token]
	count(holders(token)) == 0
}

unlisted(token, at) := {
	"message": sprintf("%q is an Azure region, not a location", [token]),
	"at": at,
	"suggestion": min(holders(token)),
	"notes": [sprintf("the region is part of location %s", [lib.quoted(holders(token))])],
	"level": "error",
	"help": "name the location here, and the region as azureRegion of the environment",
} if {
	not tokens[token]
	count(holders(token)) > 0
}

# repair is exact where the region is part of one location alone, and is kept as the environment's region.
default repair(_, _) := {}

repair(environment, at) := {"fix": {"at": at, "value": location}} if {
	count(holders(environment.location)) == 1
	some location in holders(environment.location)
	environment.azureRegion == environment.location
}

repair(environment, at) := {"fix": {"at": at, "value": location, "beside": {"azureRegion": environment.location}}} if {
	count(holders(environment.location)) == 1
	some location in holders(environment.location)
	not environment.azureRegion
	not environment.unknown.azureRegion
}

# holders are the locations that an Azure region is part of.
holders(region) := {token |
	some token, location in tokens
	region in location.azureRegions
}

# suggestion is the location that was probably meant: one letter off, else one that itself, or a
# region of which, begins like the word; if it is one, or several in one country. That there is none is an
# answer too: what is undefined, OPA computes again for each environment.
suggestion(word) := min(near) if {
	near := {token | some token, _ in tokens; count(shortened(bare(word)) & shortened(token)) > 0}
	count(near) > 0
} else := min(near) if {
	near := {token |
		some token, location in tokens
		some name in array.concat([token], location.azureRegions)
		begins(bare(word), name)
	}
	count({tokens[token].countries | some token in near}) == 1
} else := ""

bare(word) := strings.replace_n({"-": "", "_": "", ".": ""}, word)

begins(a, b) if startswith(a, b)

begins(a, b) if startswith(b, a)

# shortened holds a word and what is left of it without one of its letters: two words that differ by
# one letter have one of these in common.
shortened(word) := {word} | {concat("", [substring(word, 0, i), substring(word, i + 1, -1)]) |
	some i in numbers.range(0, count(word) - 1)
}
