# METADATA
# title: Mail namespace in two tenants
# description: >-
#   Mail for a domain is delivered to one tenant, so two tenants cannot use the same domain in mail
#   addresses. Only the exact name counts: a child of it is a name space of its own. A domain that two
#   tenants have verified is left to domain/verified-once and domain/federated-once.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#constraints-of-multi-tenants
#     description: About multiple online environments or tenants, Constraints of multi-tenants
# custom:
#   level: error
#   help: >-
#     keep the name space in the tenant that has verified the domain; use another domain or a child of it in
#     the other
#   since: 0.1.0
#   tags: [namespace]
#   precision: very-high
package tenantlint.rules.namespace["smtp-unique"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.duplicates.namespaces
	rows := lib.contested_rows(shared, "smtp")
	finding := {
		"message": `SMTP name space "{name}" is used by {count} tenants`,
		"params": {"name": rows[0].name, "count": lib.number(count(lib.tenants(rows)))},
		"locations": lib.claim_locations(rows),
		"notes": lib.derived_notes(rows),
	}
}
