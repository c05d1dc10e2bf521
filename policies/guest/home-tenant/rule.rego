# METADATA
# title: A guest comes from another tenant, one that owns the guest's domain
# description: >-
#   A guest stands for an account that lives and signs in elsewhere. So the home of a guest is never
#   the tenant that lists it, and the address ends in a domain that the home tenant holds. A home
#   tenant that lists no domains is not judged.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-tenant-deployment
#     description: About multiple online environments or tenants, About multiple tenants
#   - ref: https://learn.microsoft.com/entra/external-id/user-properties
#     description: Properties of a Microsoft Entra B2B collaboration user
# custom:
#   level: error
#   help: name the tenant that the account comes from, or external
#   since: 0.1.0
#   tags: [guest, identity]
#   precision: high
package tenantlint.rules.guest["home-tenant"]

import data.tenantlint.lib

report contains finding if {
	some guest in input.guests
	guest.homeTenant == guest.tenant
	finding := {
		"message": sprintf("guest %q of tenant %q has the same tenant as its home", [guest.address, guest.tenant]),
		"at": lib.place(guest, "homeTenant"),
		"label": "the tenant that lists the guest",
		"help": "list the account under users, or name the tenant that it comes from",
	}
}

report contains finding if {
	some guest in input.guests
	guest.home != guest.tenant
	count(guest.domains) > 0
	owned := lib.domains(guest.home)
	count(owned) > 0
	count({domain | some domain in guest.domains} & owned) == 0
	finding := {
		"message": sprintf("guest %q has tenant %q as its home, which does not hold domain %s", [guest.address, guest.home, lib.quoted(guest.domains)]),
		"at": lib.place(guest, "homeTenant"),
		"label": sprintf("holds %s", [lib.quoted(owned)]),
	}
}
