# METADATA
# title: Default domain is federated
# description: >-
#   New accounts get the default domain, and only a verified domain that is not federated can be made
#   the default one: accounts of a federated domain come from the directory behind it. A domain that
#   Microsoft gave to the tenant can never be federated; domain/initial-federated reports it.
# related_resources:
#   - ref: https://learn.microsoft.com/entra/identity/users/domains-manage#set-the-primary-domain-name-for-your-microsoft-entra-organization
#     description: >-
#       Managing custom domain names in your Microsoft Entra ID, Set the primary domain name for your
#       Microsoft Entra organization
# custom:
#   level: error
#   help: make a managed domain the default one, such as the initial domain
#   since: 0.1.0
#   tags: [domain, federation]
#   precision: very-high
package tenantlint.rules.domain["default-not-federated"]

import data.tenantlint.lib

report contains finding if {
	some row in input.domains
	row.isDefault
	row.authenticationType == "Federated"
	not lib.is_microsoft_domain(row.name)
	finding := {
		"message": `default domain "{domain}" of tenant "{tenant}" is federated`,
		"params": {"domain": row.name, "tenant": row.tenant},
		"at": lib.path(row, "isDefault"),
		"label": "a federated domain cannot be the default one",
		"related": [{"at": lib.path(row, "authenticationType"), "message": "federated here"}],
	}
}
