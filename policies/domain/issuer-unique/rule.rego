# METADATA
# title: Issuer URI used by two domains
# description: >-
#   Microsoft Entra ID finds the domain that a sign-in belongs to by the issuer URI in the token, so
#   it does not let two domains have the same one, in one tenant or in several. One AD FS farm can
#   serve many domains when it issues a URI for each. A child domain takes its issuer from its root and
#   is not a second use.
# related_resources:
#   - ref: https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-fed-single-adfs-multitenant-federation#step-2-modify-contosocom-federation-settings
#     description: >-
#       Federate multiple instances of Microsoft Entra ID with single instance of AD FS, Step 2 Modify
#       contoso.com federation settings
#   - ref: https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-install-multiple-domains#support-for-subdomains
#     description: Multiple Domain Support for Federating with Microsoft Entra ID, Support for subdomains
# custom:
#   level: error
#   help: give each domain an issuer URI with its own name, such as http://contoso.com/adfs/services/trust/
#   since: 0.1.0
#   tags: [domain, federation]
#   precision: very-high
package tenantlint.rules.domain["issuer-unique"]

import data.tenantlint.lib

report contains finding if {
	some shared in input.duplicates.issuers
	federated := [row |
		some row in shared.rows
		row.tenant
		not row.authenticationType == "Managed"
		not row.unknown.authenticationType
	]
	roots := {root_key(row) | some row in federated; is_root(row)}
	rows := [row | some row in federated; not inherits_issuer(row, roots)]
	owners := {issuer_domain(row) | some row in rows}
	count(owners) > 1
	finding := {
		"message": `issuer URI "{issuer}" is used by {count} domains`,
		"params": {"issuer": shared.key, "count": lib.number(count(owners))},
		"locations": [loc |
			some row in rows
			loc := {
				"at": array.concat(row.at, ["federation", "issuerUri"]),
				"label": `issuer of domain "{domain}" in tenant "{tenant}"`,
				"params": {"domain": row.name, "tenant": row.tenant},
			}
		],
	}
}

root_key(row) := [row.tenant, object.get(row, "registered", row.name)]

is_root(row) if row.isRoot

is_root(row) if {
	not row.isRoot == false
	row.name == row.registered
}

inherits_issuer(row, roots) if {
	not is_root(row)
	root_key(row) in roots
}

inherits_issuer(row, _) if {
	some root_row in input.index.domains[row.registered]
	root_row.tenant == row.tenant
	root_row.name != row.name
	issuer_unknown(root_row)
}

# issuer_unknown is true if the issuer of the domain is unknown.
issuer_unknown(row) if row.unknown.authenticationType

issuer_unknown(row) if row.unknown.federation

issuer_unknown(row) if row.federation.unknown.issuerUri

# The root of a subdomain is the registered domain if its parent is not listed.
issuer_domain(row) := row.registered if row.isRoot == false

issuer_domain(row) := row.name if not row.isRoot == false
