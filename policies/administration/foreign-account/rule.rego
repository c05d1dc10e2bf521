# METADATA
# title: A tenant is administered by accounts of its own
# description: >-
#   An administrator from elsewhere is protected by the policies of another tenant, and leaves when
#   that tenant says so. That is true of guests and of accounts on a domain that the tenant does not
#   have. An account that administers its own tenant too is left to administration/unique-credentials.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-tenant-deployment
#     description: About multiple online environments or tenants, About multiple tenants
# custom:
#   level: warning
#   help: administer the tenant with an account that was created in it
#   since: 0.1.0
#   tags: [administration, security]
#   precision: high
#   security-severity: "4.0"
package tenantlint.rules.administration["foreign-account"]

import data.tenantlint.lib

report contains finding if {
	some administrator in input.administrators
	reason := foreign(administrator)
	not shared(administrator)
	finding := object.union(reason, {
		"message": sprintf("tenant %q is administered by %q, %s", [administrator.tenant, administrator.userPrincipalName, reason.label]),
		"at": lib.place(administrator, "userPrincipalName"),
	})
}

foreign(administrator) := {"label": "a guest"} if {
	contains(administrator.userPrincipalName, "#ext#@")
} else := {"label": "a guest", "related": [{"at": guest.at, "message": "invited here"}]} if {
	guest := input.index.guests[sprintf("%s/%s", [administrator.tenant, administrator.userPrincipalName])]
	guest.userType == "Guest"
} else := {"label": sprintf("whose domain %q the tenant does not have", [domain])} if {
	domain := split(administrator.userPrincipalName, "@")[1]
	names := lib.domains(administrator.tenant)
	not domain in names
}

# Who administers the account's own tenant as well is a finding of administration/unique-credentials.
shared(administrator) if {
	some home in homes(administrator.userPrincipalName)
	home != administrator.tenant
}

# homes are the tenants that an account administers and that list its domain.
homes(account) := {other.tenant |
	domain := split(account, "@")[1]
	some other in input.index.administrators[account]
	domain in lib.listed(other.tenant)
}
