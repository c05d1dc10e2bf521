# METADATA
# title: Child domain authenticates differently from its root
# description: >-
#   A child of a verified domain of the same tenant takes the authentication type from that
#   root; it has one of its own only after it was promoted to a root. A child whose manifest says
#   something else describes a tenant that cannot exist.
# related_resources:
#   - ref: https://learn.microsoft.com/entra/identity/users/domains-verify-custom-subdomain
#     description: Change subdomain authentication type in Microsoft Entra ID
# custom:
#   level: error
#   help: give the child the authentication type of its root, or promote it and set isRoot to true
#   since: 0.1.0
#   tags: [domain, federation]
#   precision: very-high
package tenantlint.rules.domain["subdomain-authentication"]

import data.tenantlint.lib

report contains finding if {
	some row in input.domains
	row.isRoot == false
	roots := [root |
		some name in lib.parent_domains(row.name)
		some root in domains_by_name(row.tenant)[name]
		root.isVerified
		not root.isRoot == false
	]
	root := roots[0]
	not root.unknown.isRoot
	root.authenticationType != row.authenticationType
	finding := {
		"message": `child domain "{domain}" is {type}, but its root "{root}" is {rootType}`,
		"params": {
			"domain": row.name, "type": lower(row.authenticationType),
			"root": root.name, "rootType": lower(root.authenticationType),
		},
		"at": lib.path(row, "authenticationType"),
		"label": "a child has the authentication type of its root",
		"related": [{"at": lib.path(root, "authenticationType"), "message": "the root's type"}],
	}
}

# domains_by_name maps each name to the domains of the tenant with that name. Merging objects groups in linear time.
domains_by_name(tenant) := object.union_n([{row.name: {i: row}} | some i, row in input.index.byTenant[tenant].domains])
