# METADATA
# title: Sign-in namespace in two tenants
# description: >-
#   The part of a sign-in name after the @ identifies the tenant of the account for Microsoft Entra ID, so that
#   two tenants cannot use the same one. Only the exact name counts: a subdomain is a separate namespace. A
#   domain that two tenants have verified is a finding of domain/verified-once and domain/federated-once.
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
package tenantlint.rules.namespace["upn-unique"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.duplicates.namespaces
	rows := lib.contested_rows(shared, "userPrincipalName")
	finding := {
		"message": `UPN name space "{name}" is used by {count} tenants`,
		"params": {"name": rows[0].name, "count": lib.number(count(lib.tenants(rows)))},
		"locations": lib.claim_locations(rows),
		"notes": lib.derived_notes(rows),
	}
}
