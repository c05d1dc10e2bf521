# METADATA
# title: Licensed guest without a usage location
# description: >-
#   Not every service may be used in every country, so Microsoft Entra ID assigns a license only to an
#   account whose usage location is set. An invitation leaves it empty. An account that is licensed
#   through a group takes over the country of the directory, so that nothing is said where the tenant
#   has a countryLetterCode.
# related_resources:
#   - ref: https://learn.microsoft.com/entra/identity/users/licensing-group-advanced#usage-location
#     description: Scenarios, limitations, and known issues using groups to manage licensing, Usage location
# custom:
#   level: warning
#   help: set usageLocation to the country in which the guest uses the license
#   since: 0.1.0
#   tags: [guest, license]
#   precision: high
package tenantlint.rules.guest["usage-location"]

import data.tenantlint.lib

report contains finding if {
	some guest in input.guests
	count(guest.licenses) > 0
	not guest.usageLocation
	not guest.unknown.usageLocation
	not may_inherit(guest.tenant)
	finding := {
		"message": `guest "{guest}" of tenant "{tenant}" has license "{licenses}", but no usage location`,
		"params": {"guest": guest.address, "tenant": guest.tenant, "licenses": guest.licenses},
		"at": lib.path(guest, "usageLocation"),
		"label": "usageLocation is missing",
		"related": [{"at": lib.path(guest, "licenses"), "message": "licenses are assigned here"}],
	}
}

may_inherit(tenant) if input.index.tenants[tenant].countryLetterCode

may_inherit(tenant) if input.index.tenants[tenant].unknown.countryLetterCode
