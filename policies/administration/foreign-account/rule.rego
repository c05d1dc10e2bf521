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
	domains := input.index.of[administrator.tenant].domains
	every declared in domains {
		declared.name
	}
	not input.index.tenants[administrator.tenant].unknown.domains
	not holds(administrator.tenant, domain)
}

holds(tenant, domain) if {
	some declared in input.index.domains[domain]
	declared.tenant == tenant
}

# Only the administrators of the account's own tenant are searched, and only for a foreign account.
shared(administrator) if {
	some home in input.index.domains[split(administrator.userPrincipalName, "@")[1]]
	home.tenant != administrator.tenant
	some other in input.index.of[home.tenant].administrators
	other.userPrincipalName == administrator.userPrincipalName
}
