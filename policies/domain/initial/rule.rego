# METADATA
# title: A tenant has one initial domain, given by Microsoft and managed
# description: >-
#   Every tenant is created with one domain below a name of Microsoft's, such as
#   contoso.onmicrosoft.com. It stays the initial one for ever, is what accounts fall back to, and
#   cannot be federated. A domain of that kind counts as the initial one where isInitial is not
#   written; a partner's tenant may be described without its domains.
# related_resources:
#   - ref: https://learn.microsoft.com/graph/api/resources/domain#properties
#     description: domain resource type, Properties
#   - ref: https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-fed-saml-idp#set-up-a-trust-between-your-saml-identity-provider-and-microsoft-entra-id
#     description: Use a SAML 2.0 Identity Provider for Single Sign On, Set up a trust between your SAML identity provider and Microsoft Entra ID
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#demo-deployment-scenario
#     description: Tenant deployment model, Demo deployment scenario
# custom:
#   level: error
#   help: list the domain that the tenant was created with, such as contoso.onmicrosoft.com, with isInitial true
#   since: 0.1.0
#   tags: [domain]
#   precision: high
package tenantlint.rules.domain.initial

import data.tenantlint.lib

report contains finding if {
	some tenant in input.tenants
	not tenant.unknown.domains
	rows := listed(tenant)
	not outside(tenant, rows)
	count([row | some row in rows; may_be_initial(row)]) == 0
	finding := {
		"message": sprintf("tenant %q has no initial domain", [tenant.name]),
		"at": lib.place(tenant, "domains"),
		"label": "none of its domains is the one that Microsoft gave it",
	}
}

report contains finding if {
	some tenant in input.tenants
	rows := initials(tenant)
	count(rows) > 1
	finding := {
		"message": sprintf("tenant %q has %s initial domains", [tenant.name, lib.number(count(rows))]),
		"sites": [{"at": lib.place(row, "isInitial"), "label": label} |
			some i, row in rows
			label := sprintf("%q %s", [row.name, ["is initial", "is initial too"][min([i, 1])]])
		],
		"help": "leave isInitial true at the domain that the tenant was created with",
	}
}

report contains finding if {
	some tenant in input.tenants
	rows := initials(tenant)
	count(rows) == 1
	not lib.microsoft(rows[0].name)
	finding := {
		"message": sprintf("initial domain %q of tenant %q is not one that Microsoft gives", [rows[0].name, tenant.name]),
		"at": lib.place(rows[0], "isInitial"),
		"label": "a custom domain cannot be the initial one",
		"notes": [sprintf("initial domains end in %s", [lib.quoted(data.facts.clouds.initialDomains)])],
	}
}

report contains finding if {
	some row in input.domains
	row.authenticationType == "Federated"
	lib.microsoft(row.name)
	finding := {
		"message": sprintf("domain %q of tenant %q is Microsoft's and cannot be federated", [row.name, row.tenant]),
		"at": lib.place(row, "authenticationType"),
		"help": "set authenticationType to Managed",
		"fix": {"at": lib.place(row, "authenticationType"), "value": "Managed"},
	}
}

# Two tenants of one name, which is a mistake of its own, keep their domains apart.
listed(tenant) := [row | some row in object.get(apart(tenant.name), tenant.at[0], {})]

# apart maps each manifest of a tenant to its domains. Merging objects groups in linear time.
apart(tenant) := object.union_n([{row.at[0]: {i: row}} | some i, row in input.index.of[tenant].domains])

initials(tenant) := [row | some row in listed(tenant); row.isInitial] if not tenant.unknown.domains

may_be_initial(row) if row.isInitial

may_be_initial(row) if {
	not row.isInitial == false
	lib.microsoft(row.name)
}

may_be_initial(row) if row.unknown.name

outside(tenant, rows) if {
	tenant.relationship == "partner"
	count(rows) == 0
}
