# METADATA
# title: A tenant's name spaces are domains of the tenant
# description: >-
#   Accounts and mail addresses can only end in domains that the tenant has verified. Mail may also
#   flow to the children of such a domain. A domain that is listed but not verified is left to
#   domain/unverified-use, and a name space that another tenant has is left to namespace/upn-unique
#   and namespace/smtp-unique.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#constraints-of-multi-tenants
#     description: About multiple online environments or tenants, Constraints of multi-tenants
#   - ref: https://learn.microsoft.com/exchange/mail-flow-best-practices/manage-accepted-domains/enable-mail-flow-for-subdomains
#     description: Enable mail flow for subdomains in Exchange Online
# custom:
#   level: warning
#   help: add the domain to the tenant and verify it, or take the name space out
#   since: 0.1.0
#   tags: [namespace, domain]
#   precision: high
package tenantlint.rules.namespace.unowned

import data.tenantlint.lib

report contains finding if {
	some row in input.namespaces
	row.declared
	lib.foreign(row.tenant, row.name)
	not below(row)
	not taken(row)
	finding := {
		"message": sprintf("%s name space %q is no domain of tenant %q", [word[row.protocol], row.name, row.tenant]),
		"at": row.at,
	}
}

word := {"smtp": "SMTP", "userPrincipalName": "UPN"}

below(row) if {
	row.protocol == "smtp"
	some parent in lib.parents(row.name)
	parent in lib.domains(row.tenant)
}

taken(row) if {
	some owner in holders(row.protocol, row.name)
	owner != row.tenant
}

# holders are the tenants that have a name space and list its domain.
holders(protocol, name) := {owner.tenant |
	some owner in input.index.domains[name]
	[protocol, name] in lib.name_spaces(owner.tenant)
}
