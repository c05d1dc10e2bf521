# METADATA
# title: Environment planned on the storage of another tenant
# description: >-
#   Storage is entitled to a tenant and shared by the environments of that tenant, never by those of another
#   one. An environment that is planned on another tenant's capacity will count against its own, which may
#   then run out.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#constraints-of-multi-tenants
#     description: About multiple online environments or tenants, Constraints of multi-tenants
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-tenant-deployment
#     description: About multiple online environments or tenants, A multi-tenant deployment
# custom:
#   level: error
#   help: remove "capacityFrom" and plan with the capacity of the environment's own tenant
#   since: 0.1.0
#   tags: [storage, capacity]
#   precision: very-high
package tenantlint.rules.storage["single-tenant"]

report contains finding if {
	some environment in input.environments
	source := environment.dataverse.capacityFrom
	source != environment.tenant
	finding := {
		"message": concat(" ", [
			"environment \"{environment}\" draws on the storage of tenant \"{source}\", but belongs to",
			"tenant \"{tenant}\"",
		]),
		"params": {"environment": environment.key, "source": source, "tenant": environment.tenant},
		"at": array.concat(environment.dataverse.at, ["capacityFrom"]),
		"label": "storage of another tenant",
	}
}
