# METADATA
# description: Where an environment is. Its location says so, else what follows from other facts about it.
package tenantlint.lib.location

tokens := data.facts.locations.tokens

# place is where an environment is, by the most precise property in the tables: the locations that it may be in,
# several if they share the property, and the path of the property. It is undefined if no property is known.
place(environment) := found(environment, "location", near) if {
	near := meant(environment.location)
} else := known if {
	known := by_host(environment)
} else := object.union(found(environment, "azureRegion", near), {"by": "Azure region"}) if {
	near := holders[environment.azureRegion]
} else := object.union(found(environment, "macroRegion", region.tokens), {"by": "macro region"}) if {
	region := macro(environment.macroRegion)
}

# meant are the locations that a word in "location" means: the one of that name, those of which it is a slip, or those
# that an Azure region is part of.
meant(word) := {word} if {
	tokens[word]
} else := near if {
	near := slips(word)
	count(near) > 0
} else := holders[word]

by_host(environment) := {
	"tokens": near,
	"at": array.concat(environment.dataverse.at, ["url"]),
	"by": "Dataverse host",
	"value": environment.dataverse.url,
} if {
	near := hosts[zone(environment.dataverse.url)]
}

found(environment, field, near) := {
	"tokens": near,
	"at": array.concat(environment.at, [field]),
	"by": "location",
	"value": environment[field],
}

# macro is a macro region by one of its names, with the locations that lie in its countries.
macro(name) := macros[spellings[bare(name)]]

spellings := {spelling: name |
	some name, region in data.facts.locations.macroRegions
	some spelling in region.spellings
}

# likely_macro is the macro region that was probably meant: one of which a spelling is a letter off, if it is one.
likely_macro(word) := min(names) if {
	letters := shortened(bare(word))
	names := {name |
		some spelling, name in spellings
		count(letters & shortened(spelling)) > 0
	}
	count(names) == 1
}

macros := {name: {"name": name, "countries": countries, "tokens": near} |
	some name, region in data.facts.locations.macroRegions
	countries := {country | some country in region.countries}
	near := {token |
		some token, location in tokens
		not location.clouds
		count({country | some country in location.countries} - countries) == 0
	}
}

# holders maps each Azure region to the locations that it is part of.
holders := {region: near |
	some region in {region | some location in tokens; some region in location.azureRegions}
	near := {token | some token, location in tokens; region in location.azureRegions}
}

# hosts maps each domain of Dataverse to the locations that it belongs to.
hosts := {host: near |
	some host in {host | some location in tokens; some host in location.hosts}
	near := {token | some token, location in tokens; host in location.hosts}
}

# fits holds for a host that is one label in front of a domain of a location. It is cheap, as most hosts fit.
fits(token, host) if {
	some suffix in suffixes[token]
	endswith(host, suffix)
	not contains(trim_suffix(host, suffix), ".")
}

suffixes := {token: [concat("", [".", host]) | some host in row.hosts] | some token, row in tokens}

# zone is a host without the name of the organization, and without the api of its Web API.
zone(host) := trim_prefix(concat(".", array.slice(split(host, "."), 1, 9)), "api.")

# slips are the locations of which a word is a slip of the pen: it differs in one letter.
slips(word) := {token | some letters in shortened(bare(word)); some token in by_letters[letters]} if not tokens[word]

# by_letters maps each location's name, and what is left of it without one of its letters, to the locations.
by_letters := {letters: near |
	some letters in {letters | some token, _ in tokens; some letters in shortened(token)}
	near := {token | some token, _ in tokens; letters in shortened(token)}
}

bare(word) := strings.replace_n({"-": "", "_": "", ".": ""}, word)

# shortened holds a word and what is left of it without one of its letters: two words that differ by
# one letter have one of these in common.
shortened(word) := {word} | {concat("", [substring(word, 0, i), substring(word, i + 1, -1)]) |
	some i in numbers.range(0, count(word) - 1)
}

# likely is the location that was probably meant: the one of a country by its name, else one letter off, else one
# that itself, or a region of which, begins like the word; if it is one, or several in one country. That there is
# none is an answer too: what is undefined, OPA computes again for each environment.
likely(word) := token if {
	token := data.facts.locations.names[bare(word)]
} else := min(near) if {
	near := slips(word)
	count(near) > 0
} else := token if {
	token := completed(word)
} else := ""

# completed is the location that itself, or a region of which, begins like the word.
completed(word) := min(near) if {
	near := {token |
		some token, location in tokens
		some name in array.concat([token], location.azureRegions)
		begins(bare(word), name)
	}
	count({tokens[token].countries | some token in near}) == 1
}

begins(a, b) if startswith(a, b)

begins(a, b) if startswith(b, a)

# chosen holds for an environment whose location somebody chose.
chosen(environment) if {
	not environment.unknown.type
	not data.facts.environments.types[environment.type].placed == false
}

# offered holds for a location of a cloud: one that lists its clouds, or any other one of the public cloud.
offered(token, cloud) if cloud in tokens[token].clouds

offered(token, cloud) if {
	not tokens[token].clouds
	data.facts.clouds.families[cloud] == "public"
}

# served holds for a host of a cloud, and where the location of the host is one of that cloud.
served(zone, cloud) if {
	alike(object.get(data.facts.clouds.hosts, zone, "public"), cloud)
	some token in hosts[zone]
	offered(token, cloud)
}

# alike holds for two clouds of one family.
alike(a, b) if {
	families := data.facts.clouds.families
	families[a] == families[b]
}

# words says where a place is, for a template with the values of values.
words(place) := "\"{location}\"" if count(place.tokens) == 1

words(place) := "{by} \"{value}\"" if count(place.tokens) != 1

values(place) := {"location": place.tokens, "by": place.by, "value": place.value}
