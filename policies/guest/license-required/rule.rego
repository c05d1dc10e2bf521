# METADATA
# title: Guest without a license in the host tenant
# description: >-
#   Apps that use Dataverse accept only a license that the hosting tenant has assigned; a license from the
#   guest's home tenant covers apps without Dataverse. A member created by cross-tenant synchronization needs
#   one like every member. Teams, Developer, trial and preview environments require no assigned license, nor
#   does a pay-as-you-go environment, and Global and Power Platform administrators need none.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-tenant-deployment
#     description: About multiple online environments or tenants, About multiple tenants
#   - ref: https://learn.microsoft.com/power-apps/maker/canvas-apps/share-app-guests#prerequisites
#     description: Share a canvas app with guest users, Prerequisites
#   - ref: https://learn.microsoft.com/power-platform/admin/global-service-administrators-can-administer-without-license
#     description: Global admins and Power Platform admins can administer without a license
# custom:
#   level: warning
#   help: assign the guest a license in the tenant that hosts the environment
#   since: 0.1.0
#   tags: [guest, license]
#   precision: medium
package tenantlint.rules.guest["license-required"]

import data.tenantlint.lib

report contains finding if {
	some guest in input.guests
	grants := lib.unlicensed_grants(guest, ["dataverseAccess"])
	count(grants) > 0
	not guest.person in lib.unlicensed_administrators(guest.tenant)
	finding := {
		"message": `guest "{guest}" may enter environment "{environment}", but has no license in tenant "{tenant}"`,
		"params": {"guest": guest.address, "environment": grants[0].environment, "tenant": guest.tenant},
		"at": lib.path(guest, "licenses"),
		"label": lib.license_label(guest),
		"related": [{"at": grants[0].at, "message": `access to environment "{environment}" is given here`}],
	}
}
