# METADATA
# title: A guest with licences has a usage location
# description: >-
#   Not every service may be used in every country, so Microsoft Entra ID assigns a licence only to an
#   account whose usage location is set. An invitation leaves it empty.
# related_resources:
#   - ref: https://learn.microsoft.com/entra/identity/users/licensing-group-advanced#usage-location
#     description: Scenarios, limitations, and known issues using groups to manage licensing, Usage location
# custom:
#   level: error
#   help: set usageLocation to the country in which the guest uses the licence
#   since: 0.1.0
#   tags: [guest, license]
#   precision: very-high
package tenantlint.rules.guest["usage-location"]

import data.tenantlint.lib

report contains finding if {
	some guest in input.guests
	count(guest.licenses) > 0
	not guest.usageLocation
	not guest.unknown.usageLocation
	finding := {
		"message": sprintf("guest %q of tenant %q has licence %s, but no usage location", [guest.address, guest.tenant, lib.quoted(guest.licenses)]),
		"at": lib.place(guest, "usageLocation"),
		"label": "usageLocation is missing",
		"related": [{"at": lib.place(guest, "licenses"), "message": "licences are assigned here"}],
	}
}
