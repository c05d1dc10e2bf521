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
	state := assessed(tenant, noun, entitled, used)
	finding := object.union(state, {
		"params": {
			"tenant": tenant.name,
			"pool": noun,
			"used": megabytes(used),
			"entitled": megabytes(floor(entitled)),
			"over": megabytes(used - entitled),
			"percent": sprintf("%d", [floor(((entitled - used) * 100) / max([entitled, 1]))]),
			"free": megabytes(floor(free(tenant))),
			"alert": format_int(facts.alertPercent, 10),
			"critical": format_int(facts.criticalPercent, 10),
		},
		"at": array.concat(tenant.capacity.at, [pool]),
		"related": largest(consumers(tenant.name, pool)),
		"notes": array.concat(state.notes, incomplete(tenant, pool)),
	})
}

exceeded := "tenant \"{tenant}\" uses {used} of {pool} storage, but is entitled to {entitled}"

assessed(_, noun, entitled, used) := {"message": exceeded, "label": "{over} over", "notes": []} if {
	used > entitled
	noun != "log"
}

assessed(tenant, "log", _, _) := {
	"message": exceeded,
	"label": "{over} over",
	"notes": ["free database storage covers no more than {free} of it"],
} if {
	uncovered(tenant)
}

assessed(tenant, "log", entitled, used) := {
	"level": "warning",
	"message": exceeded,
	"label": "{over} over",
	"notes": [covering(tenant)],
} if {
	used > entitled
	not uncovered(tenant)
}

assessed(tenant, noun, entitled, used) := {
	"level": "warning",
	"message": "tenant \"{tenant}\" has {percent} % of its {pool} storage left",
	"label": "{used} of {entitled} used",
	"notes": [threshold(percent)],
} if {
	used <= entitled
	entitled > 0
	percent := ((entitled - used) * 100) / entitled
	percent < facts.alertPercent
	not borrowed(tenant, noun)
}

covering(tenant) := "free database storage covers it" if tenant.capacity.databaseMB

covering(tenant) := "whether free database storage covers it is not known" if not tenant.capacity.databaseMB

# A database that is short because it has to cover log is not said to be short once more.
borrowed(tenant, "database") if uncovered(tenant)

# free is the free database storage.
free(tenant) := max([0, object.get(tenant, ["capacity", "databaseMB"], 0) - total(tenant.name, "databaseMB")])

# uncovered holds where log goes beyond the free database storage.
uncovered(tenant) if {
	tenant.capacity.databaseMB
	total(tenant.name, "logMB") - tenant.capacity.logMB > free(tenant)
}

threshold(percent) := "below {alert} % Microsoft sends alerts" if percent >= facts.criticalPercent

threshold(percent) := "below {critical} % Microsoft warns that administration will be affected" if {
	percent < facts.criticalPercent
}

# counted are the environments of a tenant that take of its capacity.
counted(tenant) := [environment |
	some environment in input.index.byTenant[tenant].environments
	environment.dataverse.consumption
	not facts.uncounted[environment.type]
	not environment.unknown.type
	not environment.billingPolicy
	not environment.unknown.billingPolicy
]

# favored are those of which a part is included.
favored(tenant) := [environment |
	some environment in counted(tenant)
	facts.included[environment.type]
]

total(tenant, pool) := used - free_of_charge if {
	used := sum([environment.dataverse.consumption[pool] | some environment in counted(tenant)])
	free_of_charge := sum([included |
		some environment in favored(tenant)
		included := min([facts.included[environment.type][pool], environment.dataverse.consumption[pool]])
	])
}

consumers(tenant, pool) := [{"environment": environment, "at": at, "used": used} |
	some environment in counted(tenant)
	consumption := environment.dataverse.consumption
	used := consumption[pool] - object.get(facts.included, [environment.type, pool], 0)
	used > 0
	at := array.concat(consumption.at, [pool])
]

largest(consuming) := [{
	"at": c.at,
	"message": "environment \"{environment}\" takes {takes} of {pool} storage",
	"params": {"environment": c.environment.key, "takes": megabytes(c.used)},
} |
	some entry in array.slice(sort([[0 - c.used, i] | some i, c in consuming]), 0, 3)
	c := consuming[entry[1]]
]

# incomplete says that the sum is a lower bound, which can prove a deficit but not its absence.
incomplete(tenant, pool) := ["the consumption of some environments is not known; the sum is at least this"] if {
	uncertain(tenant, pool)
}

incomplete(tenant, pool) := [] if not uncertain(tenant, pool)

uncertain(tenant, _) if tenant.unknown.environments

uncertain(tenant, pool) if {
	some environment in input.index.byTenant[tenant.name].environments
	open(environment, pool)
}

open(environment, _) if environment.unknown.type

open(environment, _) if environment.unknown.dataverse

open(environment, _) if environment.unknown.billingPolicy

open(environment, pool) if {
	not facts.uncounted[environment.type]
	not environment.billingPolicy
	environment.dataverse
	not environment.dataverse.consumption[pool]
}

# megabytes rounds up, and what a tenant is entitled to is rounded down, so that an excess stays visible.
megabytes(n) := sprintf("%d MB", [ceil(n)])
