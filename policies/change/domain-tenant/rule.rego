# METADATA
# title: Verified domain moved to another tenant in one step
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
#   help: remove the domain from the one tenant in a separate change; add it to the other when that one is done
#   since: 0.1.0
#   tags: [change, domain]
#   precision: high
package tenantlint.rules.change["domain-tenant"]

import data.tenantlint.lib

# A verified domain has to be removed from its tenant before another tenant can verify it. Listing it in the other
# tenant beforehand is the documented way to prepare the move.
report contains finding if {
	some change in input.changedDomains
	change.before.isVerified
	not still_verified(change)
	some row in input.index.domains[change.before.name]
	row.tenant != change.before.tenant
	newly_verified(row)
	finding := {
		"message": `domain "{domain}" moves from tenant "{before}" to tenant "{after}" in one step`,
		"params": {"domain": row.name, "before": change.before.tenant, "after": row.tenant},
		"at": lib.path(row, "name"),
		"label": `was verified in tenant "{before}"`,
	}
}

# still_verified is true if the tenant still has the domain.
still_verified(change) if {
	change.after.tenant == change.before.tenant
	change.after.isVerified
}

still_verified(change) if {
	change.after.tenant == change.before.tenant
	change.after.unknown.isVerified
}

# newly_verified is true if the tenant has verified the domain in the change.
newly_verified(row) if {
	row.isVerified
	some change in input.index.changed.domains[row.name]
	change.after.tenant == row.tenant
	change.after.isVerified
	not was_verified(change)
}

was_verified(change) if {
	change.before.tenant == change.after.tenant
	change.before.isVerified
}
