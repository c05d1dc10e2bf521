# METADATA
# title: Default domain is not verified
# description: >-
#   Only a domain whose ownership has been proved can be made the default one, because new accounts
#   sign in with it. A federated domain that is not verified is left to domain/federated-unverified.
# related_resources:
#   - ref: https://learn.microsoft.com/entra/identity/users/domains-manage#set-the-primary-domain-name-for-your-microsoft-entra-organization
#     description: >-
#       Managing custom domain names in your Microsoft Entra ID, Set the primary domain name for your
#       Microsoft Entra organization
# custom:
#   level: error
#   help: verify the domain, or make a verified domain the default one
#   since: 0.1.0
#   tags: [domain]
#   precision: very-high
package tenantlint.rules.domain["default-unverified"]

import data.tenantlint.lib

report contains finding if {
	some row in input.domains
	row.isDefault
	row.isVerified == false
	not row.authenticationType == "Federated"
	finding := {
		"message": `default domain "{domain}" of tenant "{tenant}" is not verified`,
		"params": {"domain": row.name, "tenant": row.tenant},
		"at": lib.path(row, "isDefault"),
		"label": "a domain becomes the default one after it was verified",
		"related": [{"at": lib.path(row, "isVerified"), "message": "not verified"}],
	}
}
