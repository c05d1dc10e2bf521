# METADATA
# title: Tenant over its storage capacity
# description: >-
#   The environments of a tenant draw on its three pools of storage: database, file and log. The guidance adds
#   up all of them; the newer pages on capacity decide and leave out some types, a small Default environment,
#   and those with a billing policy, which pay as they go. A pool is in deficit when more is used than
#   entitled; only log may go beyond, as far as free database capacity covers it, which is a warning. In
#   deficit no environment can be created, copied or restored. Below 15 % of free space Microsoft sends
#   alerts, below 5 % it warns that administration will be affected.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/capacity-storage#example-storage-capacity-scenarios-overage-enforcement
#     description: Dataverse capacity-based storage details, Example storage capacity scenarios (06/2022)
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-environment-deployment
#     description: About multiple online environments or tenants, About single tenant with multiple environments
#   - ref: https://learn.microsoft.com/power-platform/admin/pay-as-you-go-meters
#     description: Pay-as-you-go meters
# custom:
#   level: error
#   help: free storage, delete an environment that is not needed, or buy capacity for the pool
#   since: 0.1.0
#   tags: [storage, capacity]
#   precision: high
package tenantlint.rules.storage["over-capacity"]

import data.tenantlint.lib

facts := data.facts.capacity

report contains finding if {
	some tenant in input.tenants
	not lib.is_duplicate_tenant(tenant)
	some pool, noun in facts.pools
	entitled := tenant.capacity[pool]
	used := total(tenant.name, pool)
	state := assess(tenant, noun, entitled, used)
	finding := object.union(state, {
		"params": {
			"tenant": tenant.name,
			"pool": noun,
			"used": megabytes(used),
			"entitled": megabytes(floor(entitled)),
			"over": megabytes(used - entitled),
			"percent": sprintf("%d", [floor(((entitled - used) * 100) / max([entitled, 1]))]),
			"free": megabytes(floor(free_database(tenant))),
			"alert": format_int(facts.alertPercent, 10),
			"critical": format_int(facts.criticalPercent, 10),
		},
		"at": array.concat(tenant.capacity.at, [pool]),
		"related": largest(consumers(tenant.name, pool)),
		"notes": array.concat(state.notes, incomplete_note(tenant, pool)),
	})
}

exceeded := "tenant \"{tenant}\" uses {used} of {pool} storage, but is entitled to {entitled}"

assess(_, noun, entitled, used) := {"message": exceeded, "label": "{over} over", "notes": []} if {
	used > entitled
	noun != "log"
}

assess(tenant, "log", _, _) := {
	"message": exceeded,
	"label": "{over} over",
	"notes": ["free database storage covers no more than {free} of it"],
} if {
	log_uncovered(tenant)
}

assess(tenant, "log", entitled, used) := {
	"level": "warning",
	"message": exceeded,
	"label": "{over} over",
	"notes": [coverage_note(tenant)],
} if {
	used > entitled
	not log_uncovered(tenant)
}

assess(tenant, noun, entitled, used) := {
	"level": "warning",
	"message": "tenant \"{tenant}\" has {percent} % of its {pool} storage left",
	"label": "{used} of {entitled} used",
	"notes": [threshold_note(percent)],
} if {
	used <= entitled
	entitled > 0
	percent := ((entitled - used) * 100) / entitled
	percent < facts.alertPercent
	not short_of_log(tenant, noun)
}

coverage_note(tenant) := "free database storage covers it" if tenant.capacity.databaseMB

coverage_note(tenant) := "whether free database storage covers it is not known" if not tenant.capacity.databaseMB

# short_of_log is true for a database that is short because it has to cover log storage, which is reported already.
short_of_log(tenant, "database") if log_uncovered(tenant)

# free_database returns the free database storage.
free_database(tenant) := max([0, object.get(tenant, ["capacity", "databaseMB"], 0) - total(tenant.name, "databaseMB")])

# log_uncovered is true if log storage exceeds its capacity by more than the free database storage.
log_uncovered(tenant) if {
	tenant.capacity.databaseMB
	total(tenant.name, "logMB") - tenant.capacity.logMB > free_database(tenant)
}

threshold_note(percent) := "below {alert} % Microsoft sends alerts" if percent >= facts.criticalPercent

threshold_note(percent) := "below {critical} % Microsoft warns that administration will be affected" if {
	percent < facts.criticalPercent
}

# counted_environments lists the environments of a tenant that use its capacity.
counted_environments(tenant) := [environment |
	some environment in input.index.byTenant[tenant].environments
	environment.dataverse.consumption
	not facts.uncounted[environment.type]
	not environment.unknown.type
	not environment.billingPolicy
	not environment.unknown.billingPolicy
]

# with_included_storage lists the counted environments whose type includes some storage.
with_included_storage(tenant) := [environment |
	some environment in counted_environments(tenant)
	facts.included[environment.type]
]

total(tenant, pool) := used - free_of_charge if {
	used := sum([environment.dataverse.consumption[pool] | some environment in counted_environments(tenant)])
	free_of_charge := sum([included |
		some environment in with_included_storage(tenant)
		included := min([facts.included[environment.type][pool], environment.dataverse.consumption[pool]])
	])
}

consumers(tenant, pool) := [{"environment": environment, "at": at, "used": used} |
	some environment in counted_environments(tenant)
	consumption := environment.dataverse.consumption
	used := consumption[pool] - object.get(facts.included, [environment.type, pool], 0)
	used > 0
	at := array.concat(consumption.at, [pool])
]

largest(rows) := [{
	"at": c.at,
	"message": "environment \"{environment}\" takes {takes} of {pool} storage",
	"params": {"environment": c.environment.key, "takes": megabytes(c.used)},
} |
	some entry in array.slice(sort([[0 - c.used, i] | some i, c in rows]), 0, 3)
	c := rows[entry[1]]
]

# incomplete_note says that the sum is a lower bound, which can prove a deficit but not its absence.
incomplete_note(tenant, pool) := ["the consumption of some environments is not known; the sum is at least this"] if {
	is_incomplete(tenant, pool)
}

incomplete_note(tenant, pool) := [] if not is_incomplete(tenant, pool)

is_incomplete(tenant, _) if tenant.unknown.environments

is_incomplete(tenant, pool) if {
	some environment in input.index.byTenant[tenant.name].environments
	consumption_unknown(environment, pool)
}

consumption_unknown(environment, _) if environment.unknown.type

consumption_unknown(environment, _) if environment.unknown.dataverse

consumption_unknown(environment, _) if environment.unknown.billingPolicy

consumption_unknown(environment, pool) if {
	not facts.uncounted[environment.type]
	not environment.billingPolicy
	environment.dataverse
	not environment.dataverse.consumption[pool]
}

# megabytes rounds up. Callers round the entitled capacity down, so that an excess stays visible.
megabytes(n) := sprintf("%d MB", [ceil(n)])
