# METADATA
# title: Initial domain is federated
# description: >-
#   A domain below a name of Microsoft's, such as contoso.onmicrosoft.com, is what administrators fall
#   back to when an identity provider fails, and Microsoft does not let it be federated.
# related_resources:
#   - ref: https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-fed-saml-idp#set-up-a-trust-between-your-saml-identity-provider-and-microsoft-entra-id
#     description: >-
#       Use a SAML 2.0 Identity Provider for Single Sign On, Set up a trust between your SAML identity
#       provider and Microsoft Entra ID
# custom:
#   level: error
#   help: set authenticationType to Managed
#   since: 0.1.0
#   aliases: [domain/initial]
#   tags: [domain, federation]
#   precision: very-high
package tenantlint.rules.domain["initial-federated"]

import data.tenantlint.lib

report contains finding if {
	some row in input.domains
	row.authenticationType == "Federated"
	lib.is_microsoft_domain(row.name)
	input.index.tenants[row.tenant].relationship == "internal"
	finding := {
		"message": `domain "{domain}" of tenant "{tenant}" belongs to Microsoft and cannot be federated`,
		"params": {"domain": row.name, "tenant": row.tenant},
		"at": lib.path(row, "authenticationType"),
		"fix": {"at": lib.path(row, "authenticationType"), "value": "Managed"},
	}
}
