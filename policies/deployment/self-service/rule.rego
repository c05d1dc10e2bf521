# METADATA
# title: Makers depend on administrators for environments
# description: >-
#   The guidance recommends that makers can create environments on their own. If a tenant reserves environments
#   of every kind to administrators, and does not route makers into environments of their own either, each maker
#   who joins the process waits for an administrator. Developer environments that everyone may create, or
#   environment routing, do not open production.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#factors-to-consider
#     description: Tenant deployment model, Factors to consider (2023-04-10)
#   - ref: https://learn.microsoft.com/power-platform/admin/control-environment-creation
#     description: Control who can create and manage environments in the Power Platform admin center
#   - ref: https://learn.microsoft.com/power-platform/admin/default-environment-routing
#     description: Environment routing
# custom:
#   level: note
#   help: set developerCreation to everyone, or turn environmentRouting on
#   since: 0.1.0
#   tags: [deployment, environment]
#   precision: medium
package tenantlint.rules.deployment["self-service"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	deployment.is_enterprise(row)
	settings := input.index.tenants[row.developmentTenant].settings
	every setting in ["environmentCreation", "developerCreation"] {
		settings[setting] == "administrators"
	}
	not settings.environmentRouting
	not settings.unknown.environmentRouting
	finding := {
		"message": concat(" ", [
			`makers of {kind} deployment "{deployment}" cannot create environments in tenant "{tenant}"`,
			"on their own",
		]),
		"params": deployment.params_with(row, {"tenant": row.developmentTenant}),
		"at": lib.path(settings, "developerCreation"),
		"label": "administrators only",
		"related": [{"at": at, "message": "development"} | some at in deployment.development_environments(row)],
	}
}
