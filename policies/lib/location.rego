# METADATA
# description: Resolves where an environment is, by its location or else by other properties.
package tenantlint.lib.location

tokens := data.facts.locations.tokens

# resolve returns where an environment is, by the most precise property that the tables contain: the locations that it
# may be in, several if they share the property, and the path of the property. It is undefined if no property is known.
resolve(environment) := from_field(environment, "location", matches) if {
	matches := matching_tokens(environment.location)
} else := known if {
	known := from_host(environment)
} else := object.union(from_field(environment, "azureRegion", matches), {"by": "Azure region"}) if {
	matches := by_azure_region[environment.azureRegion]
} else := object.union(from_field(environment, "macroRegion", region.tokens), {"by": "macro region"}) if {
	region := macro_region(environment.macroRegion)
}

# matching_tokens is the set of locations that a value of "location" refers to: the one with that name, or those with a
# similar name, or those that contain the Azure region of that name.
matching_tokens(word) := {word} if {
	tokens[word]
} else := matches if {
	matches := similar(word)
	count(matches) > 0
} else := by_azure_region[word]

from_host(environment) := {
	"tokens": matches,
	"at": array.concat(environment.dataverse.at, ["url"]),
	"by": "Dataverse host",
	"value": environment.dataverse.url,
} if {
	matches := by_domain[zone(environment.dataverse.url)]
}

from_field(environment, field, matches) := {
	"tokens": matches,
	"at": array.concat(environment.at, [field]),
	"by": "location",
	"value": environment[field],
}

# macro_region looks up a macro region by one of its names, with the locations in its countries.
macro_region(name) := macro_regions[spellings[normalize(name)]]

spellings := {spelling: name |
	some name, region in data.facts.locations.macroRegions
	some spelling in region.spellings
}

# suggest_macro_region returns the only macro region with a spelling that is one letter off. It is undefined if there is
# none, or more than one.
suggest_macro_region(word) := min(names) if {
	variants := deletions(normalize(word))
	names := {name |
		some spelling, name in spellings
		count(variants & deletions(spelling)) > 0
	}
	count(names) == 1
}

macro_regions := {name: {"name": name, "countries": countries, "tokens": matches} |
	some name, region in data.facts.locations.macroRegions
	countries := {country | some country in region.countries}
	matches := {token |
		some token, location in tokens
		not location.clouds
		count({country | some country in location.countries} - countries) == 0
	}
}

# by_azure_region maps each Azure region to the locations that contain it.
by_azure_region := {region: matches |
	some region in {region | some location in tokens; some region in location.azureRegions}
	matches := {token | some token, location in tokens; region in location.azureRegions}
}

# by_domain maps each Dataverse domain to the locations that it belongs to.
by_domain := {host: matches |
	some host in {host | some location in tokens; some host in location.hosts}
	matches := {token | some token, location in tokens; host in location.hosts}
}

# is_host_of is true if the host is a single label below a domain of the location. It is cheap, and true for most hosts.
is_host_of(token, host) if {
	some suffix in suffixes[token]
	endswith(host, suffix)
	not contains(trim_suffix(host, suffix), ".")
}

suffixes := {token: [concat("", [".", host]) | some host in row.hosts] | some token, row in tokens}

# zone returns a host without the name of the organization and the "api." of the Web API.
zone(host) := trim_prefix(concat(".", array.slice(split(host, "."), 1, 9)), "api.")

# similar is the set of locations whose name differs from the word in one letter.
similar(word) := {token |
	some variant in deletions(normalize(word))
	some token in by_deletion[variant]
} if {
	not tokens[word]
}

# by_deletion maps the name of each location, and each variant of it without one letter, to the locations.
by_deletion := {variant: matches |
	some variant in {variant | some token, _ in tokens; some variant in deletions(token)}
	matches := {token | some token, _ in tokens; variant in deletions(token)}
}

normalize(word) := strings.replace_n({"-": "", "_": "", ".": ""}, word)

# deletions is the set of a word and its variants without one letter. Two words that differ in one letter have one of
# these in common.
deletions(word) := {word} | {concat("", [substring(word, 0, i), substring(word, i + 1, -1)]) |
	some i in numbers.range(0, count(word) - 1)
}

# suggest returns the location that was probably meant: that of the country with this name, or else one with a similar
# name, or else prefix_match. It returns "" if there is none, because OPA computes an undefined result again for each
# environment.
suggest(word) := token if {
	token := data.facts.locations.names[normalize(word)]
} else := min(matches) if {
	matches := similar(word)
	count(matches) > 0
} else := token if {
	token := prefix_match(word)
} else := ""

# prefix_match returns the location whose name, or the name of one of its Azure regions, begins with the word or is a
# prefix of it. Several matches count only if they are in the same countries.
prefix_match(word) := min(matches) if {
	matches := {token |
		some token, location in tokens
		some name in array.concat([token], location.azureRegions)
		share_prefix(normalize(word), name)
	}
	count({tokens[token].countries | some token in matches}) == 1
}

share_prefix(a, b) if startswith(a, b)

share_prefix(a, b) if startswith(b, a)

# is_chosen is true if the location of an environment of this type is chosen by its creator.
is_chosen(environment) if {
	not environment.unknown.type
	not data.facts.environments.types[environment.type].placed == false
}

# is_available is true if the cloud has the location. A location that lists no clouds belongs to the public cloud.
is_available(token, cloud) if cloud in tokens[token].clouds

is_available(token, cloud) if {
	not tokens[token].clouds
	data.facts.clouds.families[cloud] == "public"
}

# is_host_available is true if the host and a location of the host belong to the cloud.
is_host_available(zone, cloud) if {
	same_family(object.get(data.facts.clouds.hosts, zone, "public"), cloud)
	some token in by_domain[zone]
	is_available(token, cloud)
}

# same_family is true for two clouds of the same family.
same_family(a, b) if {
	families := data.facts.clouds.families
	families[a] == families[b]
}

# describe returns a template for a resolved location, to be used with params.
describe(resolved) := "\"{location}\"" if count(resolved.tokens) == 1

describe(resolved) := "{by} \"{value}\"" if count(resolved.tokens) != 1

params(resolved) := {"location": resolved.tokens, "by": resolved.by, "value": resolved.value}
