# METADATA
# title: User with access and without a license
# description: >-
#   Membership of a security group gives licensed users access to an environment; without a license there is no
#   access, and a free product gives no access to a production environment with Dataverse. Global and Power
#   Platform administrators may work without a license, Developer, Teams, trial and preview environments require
#   no assigned one, and a pay-as-you-go environment requires one only for Dynamics 365 apps. Guests are checked
#   by guest/license-required.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-environment-deployment
#     description: About multiple online environments or tenants, About single tenant with multiple environments
#   - ref: https://learn.microsoft.com/power-platform/admin/global-service-administrators-can-administer-without-license
#     description: Global admins and Power Platform admins can administer without a license
#   - ref: https://learn.microsoft.com/power-platform/admin/pay-as-you-go-overview
#     description: Pay-as-you-go plan
# custom:
#   level: warning
#   help: assign the user a license, or take the access away
#   since: 0.1.0
#   tags: [license, access]
#   precision: medium
package tenantlint.rules.license["unlicensed-access"]

import data.tenantlint.lib

report contains finding if {
	some user in input.users
	grants := lib.unlicensed_grants(user, columns(user))
	count(grants) > 0
	not user.person in lib.unlicensed_administrators(user.tenant)
	finding := {
		"message": `user "{user}" may enter environment "{environment}", but has no license`,
		"params": {"user": user.userPrincipalName, "environment": grants[0].environment},
		"at": lib.path(user, "licenses"),
		"label": lib.license_label(user),
		"related": [{"at": grants[0].at, "message": `access to environment "{environment}" is given here`}],
	}
}

# An external account uses the license of its home tenant for access without Dataverse.
columns(user) := ["dataverseAccess"] if user.external

columns(user) := ["access", "dataverseAccess"] if not user.external
