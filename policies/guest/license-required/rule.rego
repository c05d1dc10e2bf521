# METADATA
# title: A guest who works with Dataverse has a licence in the host tenant
# description: >-
#   Apps that use Dataverse only count a licence that the tenant hosting them has assigned; one from
#   the guest's home tenant serves apps without Dataverse. Dataverse for Teams asks for no such
#   licence, and members made by cross-tenant synchronization are left to the
#   license rules.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-tenant-deployment
#     description: About multiple online environments or tenants, About multiple tenants
#   - ref: https://learn.microsoft.com/power-apps/maker/canvas-apps/share-app-guests#prerequisites
#     description: Share a canvas app with guest users, Prerequisites
# custom:
#   level: warning
#   help: assign the guest a licence in the tenant that hosts the environment
#   since: 0.1.0
#   tags: [guest, license]
#   precision: medium
package tenantlint.rules.guest["license-required"]

import data.tenantlint.lib

report contains finding if {
	some guest in input.guests
	guest.userType == "Guest"
	environment := guest.dataverseAccess.environment
	object.get(guest, "licenses", []) == []
	not guest.unknown.licenses
	finding := {
		"message": sprintf("guest %q may enter environment %q, but has no licence in tenant %q", [guest.address, environment, guest.tenant]),
		"at": lib.place(guest, "licenses"),
		"label": "no licence assigned",
		"related": [{"at": guest.dataverseAccess.at, "message": sprintf("access to environment %q is given here", [environment])}],
	}
}
