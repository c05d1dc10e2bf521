# METADATA
# title: Volume agreement over several tenants without an amendment
# description: >-
#   A volume license agreement covers one tenant; to buy for more under it, the agreement itself has to
#   be amended. A tenant is covered when the agreement names it or one of its subscriptions was bought
#   under it. CSP and the Microsoft Customer Agreement have no such amendment; of a program that is
#   not known the rule only reminds. An agreement that no Topology declares is left to
#   license/agreement-undeclared.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#add-a-multi-tenant-deployment-under-volume-licensing
#     description: About multiple online environments or tenants, Add a multi-tenant deployment under volume licensing
# custom:
#   level: error
#   help: have the agreement amended and set multiTenantAmendment, or give each tenant an agreement of its own
#   since: 0.1.0
#   tags: [license, agreement]
#   precision: high
package tenantlint.rules.license["multi-tenant-amendment"]

import data.tenantlint.lib

report contains finding if {
	some agreement in input.agreements
	not agreement.multiTenantAmendment
	not agreement.unknown.multiTenantAmendment
	kind := severity(agreement)
	purchases := purchases_under(agreement)
	listed_tenants := {tenant.key | some tenant in agreement.tenants}
	tenants := listed_tenants | lib.tenants(purchases)
	count(tenants) > 1
	finding := object.union(kind, {
		"message": `agreement "{agreement}" covers {count} tenants without a Multi-Tenant Amendment: "{tenants}"`,
		"params": {
			"agreement": agreement.id, "count": lib.number(count(tenants)), "tenants": tenants,
			"program": object.get(agreement, "program", ""), "amended": amended_programs,
		},
		"at": lib.path(agreement, "multiTenantAmendment"),
		"label": "no amendment",
		"related": [related |
			some subscription in purchases
			not subscription.tenant in listed_tenants
			related := {
				"at": lib.path(subscription, "agreement"),
				"message": `tenant "{tenant}" buys under it`,
				"params": {"tenant": subscription.tenant},
			}
		],
	})
}

# purchases_under lists the subscriptions under an agreement. If several agreements have the same id, only the first one
# lists them.
purchases_under(agreement) := object.get(input.index.agreements, agreement.id, []) if is_first(agreement)

purchases_under(agreement) := [] if not is_first(agreement)

is_first(agreement) if input.index.agreementIds[agreement.id].at == agreement.at

severity(agreement) := {} if needs_amendment(agreement.program)

severity(agreement) := {"level": "note", "notes": [`program "{program}" is not known to need the amendment`]} if {
	agreement.program
	not is_known(agreement.program)
}

severity(agreement) := {
	"level": "note",
	"notes": [`the agreement names no program; "{amended}" need the amendment`],
} if {
	not agreement.program
	not agreement.unknown.program
}

needs_amendment(name) if programs_by_name[key(name)].amendment

is_known(name) if programs_by_name[key(name)]

# programs_by_name maps each name of a program to the program.
programs_by_name := {name: program |
	some short, program in data.facts.programs.programs
	some name in array.concat([lower(short)], program.names)
}

key(name) := replace(replace(lower(name), " ", ""), "-", "")

amended_programs := [short | some short, program in data.facts.programs.programs; program.amendment]
