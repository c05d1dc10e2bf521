# METADATA
# title: Namespace moved to another tenant in one step
# description: >-
#   User principal names and mail addresses of one name space belong to one tenant. While it moves,
#   the accounts of both sides would claim it. A name space that moves together with its domain is
#   reported with the domain.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#constraints-of-multi-tenants
#     description: About multiple online environments or tenants, Constraints of multi-tenants
# custom:
#   level: error
#   help: remove the namespace from the one tenant in a separate change; add it to the other when that one is done
#   since: 0.1.0
#   tags: [change, namespace]
#   precision: high
package tenantlint.rules.change["namespace-tenant"]

report contains finding if {
	some change in input.changedNamespaces
	change.before.tenant != change.after.tenant
	not domain_moves(change)
	finding := {
		"message": `{kind} name space "{name}" moves from tenant "{before}" to tenant "{after}" in one step`,
		"params": {
			"kind": kind[change.after.protocol],
			"name": change.after.name,
			"before": change.before.tenant,
			"after": change.after.tenant,
		},
		"at": change.after.at,
		"label": `was in tenant "{before}"`,
	}
}

# domain_moves is true if the new tenant has the domain and the old one does not.
domain_moves(change) if {
	tenants := {d.tenant | some d in input.index.domains[change.after.name]}
	change.after.tenant in tenants
	not change.before.tenant in tenants
}

kind := {"userPrincipalName": "UPN", "smtp": "SMTP"}
