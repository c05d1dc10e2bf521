# METADATA
# title: No setting takes data out of the region that the law ties it to
# description: >-
#   Generative AI features work in few geographies. Four settings of an environment let them take
#   prompts, answers and search queries elsewhere, although the database stays where it is: to another
#   region, at peak times out of the EU Data Boundary, to Bing search in the United States, or to
#   Microsoft 365 services, which keep data where the tenant has its Microsoft 365 data. A setting that
#   leads nowhere else from the environment's location is not reported.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#security-and-privacy
#     description: About multiple online environments or tenants, Security and privacy
#   - ref: https://learn.microsoft.com/power-platform/admin/geographical-availability-copilot
#     description: Turn on copilots and generative AI features, Regions where data is processed for Copilots and generative AI features
#   - ref: https://learn.microsoft.com/microsoft-365/copilot/copilot-flex-routing
#     description: Flex routing for Microsoft 365 Copilot, How does flex routing affect Microsoft's EU Data Boundary commitments
# custom:
#   level: error
#   help: set it to false, or keep the data in another environment
#   since: 0.1.0
#   tags: [residency, copilot]
#   precision: medium
package tenantlint.rules.residency.setting

import data.tenantlint.lib
import data.tenantlint.lib.residency

report contains finding if {
	some env in input.environments
	some setting, way in data.facts.residency.settings
	env.settings[setting]
	goes := {location | some location in object.get(way.goesTo, env.location, way.otherwise)}
	taken := [item |
		some item in resident(env)
		count(goes - residency.requirement(item).locations) > 0
	]
	count(taken) > 0
	finding := {
		"message": message(setting, taken[0], env),
		"at": lib.place(env.settings, setting),
		"label": sprintf("%s %s", [way.does, lib.quoted(sort(goes - residency.requirement(taken[0]).locations))]),
		"related": related(taken),
		"notes": residency.notes(taken[0], residency.requirement(taken[0])),
	}
}

report contains finding if {
	some env in input.environments
	env.settings.allowMicrosoft365Services
	tenant := input.index.tenants[env.tenant]
	not tenant.unknown.location
	taken := [item | some item in resident(env); not object.get(tenant, "location", "") in residency.requirement(item).locations]
	count(taken) > 0
	finding := {
		"message": message("allowMicrosoft365Services", taken[0], env),
		"at": lib.place(env.settings, "allowMicrosoft365Services"),
		"label": "Microsoft 365 keeps data where the tenant has its Microsoft 365 data",
		"related": array.concat(related(taken), [{"at": lib.place(tenant, "location"), "message": home(tenant)}]),
		"notes": residency.notes(taken[0], residency.requirement(taken[0])),
	}
}

message(setting, item, env) := sprintf("%q takes data set %q (%s) out of %q", [setting, item.name, residency.described(item), env.location])

# resident are the data sets of an environment that must stay in its location.
resident(env) := [item |
	some item in residency.judged(env)
	env.location in residency.requirement(item).locations
]

related(items) := [{"at": lib.place(item, "name"), "message": sprintf("data set %q stands here", [item.name])} | some item in items]

home(tenant) := sprintf("tenant %q has its data in %q", [tenant.name, tenant.location])

home(tenant) := sprintf("tenant %q does not say where its data is", [tenant.name]) if not tenant.location
