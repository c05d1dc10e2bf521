# METADATA
# title: Database in India or Australia from elsewhere
# description: >-
#   Tax laws prevent a tenant whose home is elsewhere from creating a database in India and in Australia; for
#   Australia an exception can be had, which a locationReason may name. An environment without a database may
#   be created there; where the manifest does not say whether there is one, the finding is a note.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/regions-overview#who-can-create-environments-in-these-regions
#     description: Regions overview, Who can create environments in these regions? (2020-10-26)
#   - ref: https://learn.microsoft.com/power-platform/admin/macro-regions#macro-region-geography
#     description: Power Platform and Dynamics 365 macro regions, Macro region geography (2026-05-27)
# custom:
#   level: error
#   help: create the environment in another location, or in a tenant of that country
#   since: 0.1.0
#   tags: [environment, location]
#   precision: high
package tenantlint.rules.environment["restricted-location"]

import data.tenantlint.lib.location

report contains finding if {
	some environment in input.environments
	not object.get(environment, "location", "") in unrestricted
	not environment.noDatabase
	not environment.unknown.dataverse
	resolved := location.resolve(environment)
	[token] = [t | some t in resolved.tokens]
	countries := location.tokens[token].onlyFrom
	tenant := input.index.tenants[environment.tenant]
	homes := home_countries(tenant)
	count(homes) > 0
	count(homes & {country | some country in countries}) == 0
	rule := data.facts.environments.restricted[token]
	not has_exception(environment, rule)
	finding := {
		"message": "tenant \"{tenant}\" cannot create a database in \"{location}\", as its home is elsewhere",
		"params": {
			"tenant": tenant.name,
			"location": token,
			"home": homes,
			"environment": environment.key,
		},
		"at": resolved.at,
		"level": level(environment, rule),
		"label": "environment \"{environment}\"",
		"notes": ["home of the tenant: \"{home}\""],
	}
}

# unrestricted are the locations that every tenant may use.
unrestricted contains token if {
	some token, row in location.tokens
	not row.onlyFrom
}

# home_countries is the set of countries of a tenant: the declared one, or else those of its location.
home_countries(tenant) := {tenant.countryLetterCode} if {
	tenant.countryLetterCode
} else := {country | some country in location.tokens[tenant.location].countries}

has_exception(environment, rule) if {
	rule.exception
	environment.locationReason
}

has_exception(environment, rule) if {
	rule.exception
	environment.unknown.locationReason
}

level(environment, _) := "note" if not environment.dataverse

level(environment, rule) := rule.level if environment.dataverse
