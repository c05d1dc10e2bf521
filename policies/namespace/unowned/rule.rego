# METADATA
# title: Namespace outside the tenant's domains
# description: >-
#   Accounts and mail addresses can only end in domains that the tenant has verified. Mail may also
#   flow to the children of such a domain, and a hybrid set-up of Exchange adds a routing domain such as
#   contoso.mail.onmicrosoft.com to the initial one. A domain that is listed but not verified is left to
#   domain/unverified-use, and a name space that another tenant has is left to namespace/upn-unique
#   and namespace/smtp-unique. Where not all domains of the tenant are known, only a domain that
#   another tenant has verified is a finding.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#constraints-of-multi-tenants
#     description: About multiple online environments or tenants, Constraints of multi-tenants
#   - ref: https://learn.microsoft.com/exchange/mail-flow-best-practices/manage-accepted-domains/enable-mail-flow-for-subdomains
#     description: Enable mail flow for subdomains in Exchange Online
#   - ref: https://learn.microsoft.com/exchange/hybrid-deployment/move-mailboxes#step-3-use-the-eac-to-move-mailboxes
#     description: >-
#       Move mailboxes between on-premises and Exchange Online organizations in hybrid deployments, Step 3:
#       Use the EAC to move mailboxes
# custom:
#   level: warning
#   help: add the domain to the tenant and verify it, or remove the namespace
#   since: 0.1.0
#   tags: [namespace, domain]
#   precision: high
package tenantlint.rules.namespace.unowned

import data.tenantlint.lib

report contains finding if {
	some row in input.namespaces
	row.declared
	lib.is_foreign_domain(row.tenant, row.name)
	not is_subdomain(row)
	not has_other_owner(row)
	finding := {
		"message": `{protocol} name space "{name}" is outside the domains of tenant "{tenant}"`,
		"params": {"protocol": protocol_names[row.protocol], "name": row.name, "tenant": row.tenant},
		"at": row.at,
	}
}

protocol_names := {"smtp": "SMTP", "userPrincipalName": "UPN"}

is_subdomain(row) if {
	row.protocol == "smtp"
	some parent in lib.parent_domains(row.name)
	parent in lib.listed_domains(row.tenant)
}

has_other_owner(row) if {
	some owner in owners(row.protocol, row.name)
	owner != row.tenant
}

# owners is the set of tenants that have a namespace and list its domain.
owners(protocol, name) := {owner.tenant |
	some owner in input.index.domains[name]
	[protocol, name] in lib.namespaces(owner.tenant)
}
