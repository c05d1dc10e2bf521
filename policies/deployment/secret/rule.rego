# METADATA
# title: Secret in a manifest
# description: >-
#   The configuration of an installation is shared among several administration teams, and manifests are
#   kept in version control for good. A password, key or token in one of them is known to everybody who
#   can read the repository, also after it has been removed. The text is not shown in any report.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#enterprise-deployment-scenario
#     description: Tenant deployment model, Enterprise deployment scenario (2023-04-10)
#   - ref: https://learn.microsoft.com/power-apps/maker/data-platform/environmentvariables-azure-key-vault-secrets
#     description: Use environment variables for Azure Key Vault secrets
# custom:
#   level: error
#   help: remove it, replace the secret by a new one, and keep that in Azure Key Vault
#   since: 0.1.0
#   tags: [deployment, security]
#   precision: medium
#   security-severity: "7.5"
package tenantlint.rules.deployment.secret

report contains finding if {
	some row in input.secrets
	finding := {
		"message": "text in a manifest looks like {secret}",
		"params": {"secret": row.looksLike},
		"at": row.at,
		"label": "not shown",
		"notes": ["the history of a repository keeps what was committed; only a new secret is safe"],
	}
}
