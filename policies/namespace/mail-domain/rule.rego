# METADATA
# title: Mail address in another tenant's domain
# description: >-
#   Mail for a domain is delivered to the tenant that has verified it, so an account of another tenant
#   cannot receive mail there. The address may be kept as a contact, which is why this is a warning.
#   Accounts with #EXT# in their name have their mail elsewhere on purpose; a sign-in name in the same
#   domain is left to namespace/upn-suffix, and a name space that the tenant declares to
#   namespace/smtp-unique.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#constraints-of-multi-tenants
#     description: About multiple online environments or tenants, Constraints of multi-tenants
# custom:
#   level: warning
#   help: give the account an address in one of the tenant's own domains, or invite the person as a guest
#   since: 0.1.0
#   tags: [namespace, identity]
#   precision: medium
package tenantlint.rules.namespace["mail-domain"]

import data.tenantlint.lib

report contains finding if {
	some row in input.users
	not row.external
	domain := split(row.mail, "@")[1]
	domain != row.domain
	not domain in lib.listed_domains(row.tenant)
	not ["smtp", domain] in lib.namespaces(row.tenant)
	owner := only_owner(domain)
	owner.tenant != row.tenant
	finding := {
		"message": `user "{user}" of tenant "{tenant}" has mail in "{domain}", a domain of tenant "{owner}"`,
		"params": {
			"user": object.get(row, "userPrincipalName", row.mail), "tenant": row.tenant,
			"domain": domain, "owner": owner.tenant,
		},
		"at": lib.path(row, "mail"),
		"related": [{"at": lib.path(owner, "name"), "message": `verified here by tenant "{owner}"`}],
	}
}

# only_owner returns the row of the only tenant that has verified the domain. domain/verified-once reports several.
only_owner(domain) := rows[0] if {
	rows := [row | some row in input.index.domains[domain]; row.isVerified]
	count(lib.tenants(rows)) == 1
}
