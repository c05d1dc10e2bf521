# METADATA
# title: Language, currency and country that contradict each other
# description: >-
#   The base language and the base currency of a database cannot be changed later. A base language with the
#   currency of countries where it is not spoken, or the currency of another country than those of the
#   environment and of the tenant, is often a default that nobody looked at. English, and currencies that are
#   used across borders, contradict nothing.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/create-environment#create-an-environment-with-a-database
#     description: Create and manage environments, Create an environment with a database
# custom:
#   level: note
#   help: check languageCode and currencyCode before the database is created
#   since: 0.1.0
#   tags: [environment, dataverse]
#   precision: low
package tenantlint.rules.environment.locale

import data.tenantlint.lib
import data.tenantlint.lib.location

facts := data.facts.locales

report contains finding if {
	some environment in input.environments
	language := facts.languages[format_int(environment.dataverse.languageCode, 10)]
	currency := upper(environment.dataverse.currencyCode)
	not currency in facts.anywhere
	countries := {country | some country in facts.currencies[currency]}
	count(countries & {country | some country in language.countries}) == 0
	finding := {
		"message": concat(" ", [
			"base language {language} and base currency \"{currency}\" of environment \"{environment}\"",
			"belong to different countries",
		]),
		"params": {"language": language.name, "currency": currency, "environment": environment.key},
		"at": lib.path(environment.dataverse, "currencyCode"),
		"label": "a currency of other countries",
		"related": [{"at": lib.path(environment.dataverse, "languageCode"), "message": "base language {language}"}],
	}
}

report contains finding if {
	some environment in input.environments
	currency := upper(environment.dataverse.currencyCode)
	not currency in facts.anywhere
	countries := {country | some country in facts.currencies[currency]}
	not language_known(environment, countries)
	resolved := location.resolve(environment)
	resolved.by in {"location", "Dataverse host"}
	here := {country | some token in resolved.tokens; some country in location.tokens[token].countries}
	tenant := input.index.tenants[environment.tenant]
	home := object.get(tenant, "countryLetterCode", "")
	home != ""
	not home in countries
	count(here & countries) == 0
	not may_serve_country(here, countries)
	finding := {
		"message": concat(" ", [
			"base currency \"{currency}\" of environment \"{environment}\" belongs neither to its location",
			"nor to the country of its tenant",
		]),
		"params": {
			"currency": currency,
			"environment": environment.key,
			"by": resolved.by,
			"value": resolved.value,
			"tenant": tenant.name,
			"country": home,
		},
		"at": lib.path(environment.dataverse, "currencyCode"),
		"label": "a currency of other countries",
		"related": [
			{"at": resolved.at, "message": "{by} \"{value}\""},
			{"at": lib.path(tenant, "countryLetterCode"), "message": "tenant \"{tenant}\" is in \"{country}\""},
		],
	}
}

# language_known is true if the language belongs to certain countries. If the currency is not of these, the rule above
# reports it; otherwise both are intended.
language_known(environment, _) if facts.languages[format_int(environment.dataverse.languageCode, 10)]

# may_serve_country is true if the location may serve the country of the currency because no location of the table is in
# that country, as europe serves Denmark.
may_serve_country(here, countries) if {
	served := {country | some token in location.tokens; some country in token.countries}
	count(countries & served) == 0
	count(here) > 0
}
