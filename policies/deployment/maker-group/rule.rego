# METADATA
# title: One group gives makers access to what the accelerator needs
# description: >-
#   A group of Microsoft Entra grants makers access to the Azure DevOps resources, the canvas apps and
#   the Dataverse tables, so that a new maker is added in one place. A group belongs to one tenant and
#   can grant nothing in another. What an engine does not use needs no grant: native pipelines need no
#   such group, GitHub no access to Azure DevOps.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/guidance/alm-accelerator/tenant-deployment#enterprise-deployment-scenario
#     description: Tenant deployment model, Enterprise deployment scenario
# custom:
#   level: error
#   help: create a group of the makers in a tenant of the deployment, and grant it what they need
#   since: 0.1.0
#   tags: [deployment, maker, group]
#   precision: high
package tenantlint.rules.deployment["maker-group"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

report contains finding if {
	some row in input.deployments
	needed(row)
	not row.makerGroup
	not row.unknown.makerGroup
	finding := {
		"message": sprintf("%s has no group of makers", [deployment.title(row)]),
		"at": lib.place(row, "makerGroup"),
	}
}

report contains finding if {
	some row in input.deployments
	deployment.settled(row)
	count(row.tenants) > 0
	group := input.index.groups[row.makerGroup.group]
	not group.tenant in row.tenants
	finding := {
		"message": sprintf("%s uses the makers of tenant %q, where it has no environment", [deployment.title(row), group.tenant]),
		"at": lib.place(row.makerGroup, "group"),
		"related": deployment.presence(row),
	}
}

report contains finding if {
	some row in input.deployments
	grants := needed(row)
	row.makerGroup
	not row.makerGroup.unknown.grants
	given := {grant | some grant in row.makerGroup.grants}
	missing := [grant | some grant in grants; not grant in given]
	count(missing) > 0
	finding := {
		"level": "warning",
		"message": sprintf("the makers of %s are not granted %s", [deployment.title(row), lib.quoted(missing)]),
		"at": lib.place(row.makerGroup, "grants"),
		"help": "grant it to the group, and list it",
	}
}

# needed are the grants that makers need with the engine of a deployment.
needed(row) := data.facts.deployment.grants[object.get(row, "engine", "almAccelerator")] if {
	deployment.enterprise(row)
	not row.unknown.engine
}
