# METADATA
# title: Unverified domain is federated
# description: >-
#   A domain is added and verified before its sign-in is handed to an identity provider, as otherwise
#   anybody could redirect the sign-in for a name that is not theirs. A domain that two tenants
#   federate is left to domain/federated-once, and one that Microsoft gave to domain/initial-federated.
# related_resources:
#   - ref: https://learn.microsoft.com/entra/identity/users/domains-manage#add-custom-domain-names-to-your-microsoft-entra-organization
#     description: >-
#       Managing custom domain names in your Microsoft Entra ID, Add custom domain names to your Microsoft
#       Entra organization
#   - ref: https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-fed-single-adfs-multitenant-federation
#     description: Federate multiple instances of Microsoft Entra ID with single instance of AD FS
# custom:
#   level: error
#   help: verify the domain before it is federated, or set authenticationType to Managed
#   since: 0.1.0
#   tags: [domain, federation]
#   precision: very-high
package tenantlint.rules.domain["federated-unverified"]

import data.tenantlint.lib

report contains finding if {
	some row in input.domains
	row.authenticationType == "Federated"
	row.isVerified == false
	not lib.is_microsoft_domain(row.name)
	not federated_elsewhere(row)
	finding := {
		"message": `domain "{domain}" of tenant "{tenant}" is federated, but not verified`,
		"params": {"domain": row.name, "tenant": row.tenant},
		"at": lib.path(row, "authenticationType"),
		"label": "a domain is federated after it was verified",
		"related": [{"at": lib.path(row, "isVerified"), "message": "not verified"}],
	}
}

federated_elsewhere(row) if {
	some other in input.index.domains[row.name]
	other.tenant != row.tenant
	other.authenticationType == "Federated"
}
