# METADATA
# title: A domain leaves one tenant before it enters another
# description: >-
#   A domain can be verified in one tenant at a time. To move it, every account, group and address
#   that uses it is changed and the domain removed, and only then can the other tenant verify it, so
#   that one step cannot do both.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#constraints-of-multi-tenants
#     description: About multiple online environments or tenants, Constraints of multi-tenants
#   - ref: https://learn.microsoft.com/entra/identity/users/domains-manage
#     description: Managing custom domain names in your Microsoft Entra ID, Delete a custom domain name
# custom:
#   level: error
#   help: remove the domain from the one tenant in a change of its own; add it to the other when that one is done
#   since: 0.1.0
#   tags: [change, domain]
#   precision: high
package tenantlint.rules.change["domain-tenant"]

import data.tenantlint.lib

report contains finding if {
	some change in input.changedDomains
	change.before.tenant != change.after.tenant
	finding := {
		"message": sprintf("domain %q moves from tenant %q to tenant %q in one step", [change.after.name, change.before.tenant, change.after.tenant]),
		"at": lib.place(change.after, "name"),
		"label": sprintf("was in tenant %q", [change.before.tenant]),
	}
}
