# METADATA
# title: A user with access to an environment has a licence
# description: >-
#   Membership of a security group lets licensed users into an environment; without a licence it opens
#   nothing. Administrators may work without one, and Developer, Teams, trial and preview environments
#   ask for none that is assigned here. Guests are judged by guest/license-required.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-environment-deployment
#     description: About multiple online environments or tenants, About single tenant with multiple environments
#   - ref: https://learn.microsoft.com/power-platform/admin/global-service-administrators-can-administer-without-license
#     description: Global admins and Power Platform admins can administer without a license
# custom:
#   level: warning
#   help: assign the user a licence, or take the access away
#   since: 0.1.0
#   tags: [license, access]
#   precision: medium
package tenantlint.rules.license["unlicensed-access"]

import data.tenantlint.lib

report contains finding if {
	some tenant in input.tenants
	not lib.repeated(tenant)
	of := input.index.of[tenant.name]
	administrators := {administrator.userPrincipalName | some administrator in of.administrators}
	some user in of.users
	object.get(user, "licenses", []) == []
	not user.unknown.licenses
	not user.external
	not user.userPrincipalName in administrators
	grant := grants(user)[0]
	finding := {
		"message": sprintf("user %q may enter environment %q, but has no licence", [user.userPrincipalName, grant.environment]),
		"at": lib.place(user, "licenses"),
		"label": "no licence assigned",
		"related": [{"at": grant.at, "message": sprintf("access to environment %q is given here", [grant.environment])}],
	}
}

# grants are the known ways into environments that ask for a licence.
grants(user) := [grant |
	some column in ["access", "dataverseAccess"]
	grant := user[column]
	type := input.index.environments[grant.environment].type
	not data.facts.licenses.unlicensedTypes[type]
]
