# METADATA
# title: Setting that takes regulated data out of its region
# description: >-
#   Generative AI features work in few geographies. Four settings of an environment let them take prompts,
#   answers and search queries elsewhere, although the database stays where it is: to another region, at peak
#   times out of the EU Data Boundary, to Bing search in the United States, or to Microsoft 365 services,
#   which keep data where the tenant has its Microsoft 365 data. A setting that leads nowhere else from the
#   environment's location is not reported.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#security-and-privacy
#     description: About multiple online environments or tenants, Security and privacy
#   - ref: https://learn.microsoft.com/power-platform/admin/geographical-availability-copilot
#     description: >-
#       Turn on copilots and generative AI features, Regions where data is processed for Copilots and
#       generative AI features
#   - ref: https://learn.microsoft.com/microsoft-365/copilot/copilot-flex-routing
#     description: >-
#       Flex routing for Microsoft 365 Copilot, How does flex routing affect Microsoft's EU Data Boundary
#       commitments
# custom:
#   level: error
#   help: set it to false, or keep the data in another environment
#   since: 0.1.0
#   tags: [residency, copilot]
#   precision: medium
package tenantlint.rules.residency.setting

import data.tenantlint.lib
import data.tenantlint.lib.location
import data.tenantlint.lib.residency

report contains finding if {
	some env in input.environments
	some setting, way in data.facts.residency.settings
	env.settings[setting]
	place := location.resolve(env)
	goes := {token | some from in place.tokens; some token in object.get(way.goesTo, from, way.otherwise)}
	taken := [held |
		some held in resident(env, place)
		count(goes - held.entry.locations) > 0
	]
	count(taken) > 0
	finding := object.union(report_of(env, place, setting, taken), {
		"label": sprintf("%s \"{goes}\"", [way.does]),
		"params": values(taken[0], setting, place, {"goes": goes - taken[0].entry.locations}),
	})
}

report contains finding if {
	some env in input.environments
	env.settings.allowMicrosoft365Services
	tenant := input.index.tenants[env.tenant]
	not tenant.unknown.location
	place := location.resolve(env)
	taken := [held |
		some held in resident(env, place)
		not object.get(tenant, "location", "") in held.entry.locations
	]
	count(taken) > 0
	common := report_of(env, place, "allowMicrosoft365Services", taken)
	finding := object.union(common, {
		"label": "Microsoft 365 keeps data where the tenant has its Microsoft 365 data",
		"params": values(taken[0], "allowMicrosoft365Services", place, {
			"tenant": tenant.name,
			"home": object.get(tenant, "location", ""),
		}),
		"related": array.concat(common.related, [{"at": lib.path(tenant, "location"), "message": home(tenant)}]),
	})
}

report_of(env, place, setting, taken) := {
	"message": sprintf(
		"\"{setting}\" takes data set \"{set}\" (%s) out of %s",
		[residency.describe(taken[0].item), location.describe(place)],
	),
	"at": lib.path(env.settings, setting),
	"related": [{
		"at": held.at,
		"message": "data set \"{set}\" is kept here",
		"params": residency.params(held.item),
	} |
		some held in taken
	],
	"notes": residency.notes(taken[0].item, taken[0].entry),
}

values(held, setting, place, more) := object.union(
	object.union_n([residency.params(held.item), location.params(place), {"setting": setting}]),
	more,
)

# resident are the data sets of an environment that must stay in its location.
resident(env, place) := [held |
	some held in residency.data_sets(env)
	count(place.tokens - held.entry.locations) == 0
]

home(tenant) := "tenant \"{tenant}\" has its data in \"{home}\"" if tenant.location

home(tenant) := "tenant \"{tenant}\" does not say where its data is" if not tenant.location
