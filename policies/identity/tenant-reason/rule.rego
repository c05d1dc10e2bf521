# METADATA
# title: Separate tenant without a reason
# description: >-
#   Most organizations need one tenant; a further one divides accounts, licenses and administration, and
#   is right where divisions, regions or laws differ. The manifest of such a tenant says why it is there.
#   The primary tenant needs no reason, nor one of several where none is said to be primary, and a
#   partner's tenant is not the organization's.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#why-use-multiple-tenants
#     description: About multiple online environments or tenants, Functional localization
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-environment-deployment
#     description: About multiple online environments or tenants, A multi-environment deployment
# custom:
#   level: note
#   help: say in reason why the tenant is a separate one, or mark the main tenant with primary true
#   since: 0.1.0
#   tags: [identity, tenant]
#   precision: medium
package tenantlint.rules.identity["tenant-reason"]

import data.tenantlint.lib

report contains finding if {
	needs_reasons
	some tenant in input.tenants
	not lib.is_duplicate_tenant(tenant)
	lacks_reason(tenant)
	finding := {
		"message": `tenant "{tenant}" does not say why it is a separate tenant`,
		"params": {"tenant": tenant.name, "count": lib.number(count(internal_tenants))},
		"at": lib.path(tenant, "name"),
		"label": "no reason given",
		"notes": ["the organization has {count} tenants"],
	}
}

lacks_reason(tenant) if {
	tenant.relationship == "internal"
	not tenant.primary
	not tenant.unknown.primary
	not tenant.reason
	not tenant.unknown.reason
}

internal_tenants := [tenant | some tenant in input.index.tenants; tenant.relationship == "internal"]

# needs_reasons is true if there are several tenants and one is primary, or if several give no reason.
needs_reasons if {
	count(internal_tenants) > 1
	some tenant in internal_tenants
	tenant.primary
}

needs_reasons if count([tenant | some tenant in internal_tenants; lacks_reason(tenant)]) > 1
