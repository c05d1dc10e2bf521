# METADATA
# title: A volume agreement over several tenants has a Multi-Tenant Amendment
# description: >-
#   A volume licence agreement covers one tenant; to buy for more under it, the agreement itself has to
#   be amended. A tenant is covered when the agreement names it or one of its subscriptions was bought
#   under it. CSP and the Microsoft Customer Agreement know no such amendment; of a programme that is
#   not known the rule only reminds.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#add-a-multi-tenant-deployment-under-volume-licensing
#     description: About multiple online environments or tenants, Add a multi-tenant deployment under volume licensing
# custom:
#   level: error
#   help: have the agreement amended and say so in "multiTenantAmendment", or give each tenant an agreement of its own
#   since: 0.1.0
#   tags: [license, agreement]
#   precision: high
package tenantlint.rules.license["multi-tenant-amendment"]

import data.tenantlint.lib

report contains finding if {
	some agreement in input.agreements
	not agreement.multiTenantAmendment
	not agreement.unknown.multiTenantAmendment
	kind := judged(agreement)
	purchases := bought(agreement)
	named := {tenant.key | some tenant in agreement.tenants}
	tenants := named | lib.tenants(purchases)
	count(tenants) > 1
	finding := object.union(kind, {
		"message": sprintf("agreement %q covers %s tenants without a Multi-Tenant Amendment: %s", [agreement.id, lib.number(count(tenants)), lib.quoted(sort([t | some t in tenants]))]),
		"at": lib.place(agreement, "multiTenantAmendment"),
		"label": "no amendment",
		"related": [{"at": lib.place(subscription, "agreement"), "message": sprintf("tenant %q buys under it", [subscription.tenant])} |
			some subscription in purchases
			not subscription.tenant in named
		],
	})
}

# bought are the subscriptions under an agreement; of several that have its id, the first answers for them.
bought(agreement) := object.get(input.index.agreements, agreement.id, []) if first(agreement)

bought(agreement) := [] if not first(agreement)

first(agreement) if input.index.agreementIds[agreement.id].at == agreement.at

judged(agreement) := {} if data.facts.programs.amended[upper(agreement.program)]

judged(agreement) := {"level": "note", "notes": [sprintf("programme %q is not known to need the amendment", [agreement.program])]} if {
	program := upper(agreement.program)
	not data.facts.programs.amended[program]
	not data.facts.programs.exempt[program]
}

judged(agreement) := {"level": "note", "notes": ["the agreement names no programme; EA, EAS and MPSA need the amendment"]} if {
	not agreement.program
	not agreement.unknown.program
}
