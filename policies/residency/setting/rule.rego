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
	some setting, effect in data.facts.residency.settings
	env.settings[setting]
	resolved := location.resolve(env)
	destinations := {token | some from in resolved.tokens; some token in object.get(effect.goesTo, from, effect.otherwise)}
	affected := [stored |
		some stored in stored_inside(env, resolved)
		count(destinations - stored.entry.locations) > 0
	]
	count(affected) > 0
	finding := object.union(finding_for(env, resolved, setting, affected), {
		"label": sprintf("%s \"{goes}\"", [effect.does]),
		"params": params(affected[0], setting, resolved, {"goes": destinations - affected[0].entry.locations}),
	})
}

report contains finding if {
	some env in input.environments
	env.settings.allowMicrosoft365Services
	tenant := input.index.tenants[env.tenant]
	not tenant.unknown.location
	resolved := location.resolve(env)
	affected := [stored |
		some stored in stored_inside(env, resolved)
		not object.get(tenant, "location", "") in stored.entry.locations
	]
	count(affected) > 0
	common := finding_for(env, resolved, "allowMicrosoft365Services", affected)
	finding := object.union(common, {
		"label": "Microsoft 365 keeps data where the tenant has its Microsoft 365 data",
		"params": params(affected[0], "allowMicrosoft365Services", resolved, {
			"tenant": tenant.name,
			"home": object.get(tenant, "location", ""),
		}),
		"related": array.concat(common.related, [{"at": lib.path(tenant, "location"), "message": describe_home(tenant)}]),
	})
}

finding_for(env, resolved, setting, affected) := {
	"message": sprintf(
		"\"{setting}\" takes data set \"{set}\" (%s) out of %s",
		[residency.describe(affected[0].item), location.describe(resolved)],
	),
	"at": lib.path(env.settings, setting),
	"related": [{
		"at": stored.at,
		"message": "data set \"{set}\" is kept here",
		"params": residency.params(stored.item),
	} |
		some stored in affected
	],
	"notes": residency.notes(affected[0].item, affected[0].entry),
}

params(stored, setting, resolved, more) := object.union(
	object.union_n([residency.params(stored.item), location.params(resolved), {"setting": setting}]),
	more,
)

# stored_inside lists the data sets of an environment that are stored in an allowed location.
stored_inside(env, resolved) := [stored |
	some stored in residency.data_sets(env)
	count(resolved.tokens - stored.entry.locations) == 0
]

describe_home(tenant) := "tenant \"{tenant}\" has its data in \"{home}\"" if tenant.location

describe_home(tenant) := "tenant \"{tenant}\" does not say where its data is" if not tenant.location
