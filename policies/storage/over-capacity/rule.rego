# METADATA
# title: The environments of a tenant fit into its storage
# description: >-
#   All environments of a tenant draw on its three pools of storage: database, file and log. A pool is
#   in deficit when more is used than entitled; only log may go beyond, as far as free database
#   capacity covers it. In deficit no environment can be created, copied or restored. Below 15 % of
#   free space Microsoft sends alerts, below 5 % it warns that administration will be affected.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/capacity-storage#example-storage-capacity-scenarios-overage-enforcement
#     description: Dataverse capacity-based storage details, Example storage capacity scenarios
#   - ref: https://learn.microsoft.com/power-platform/admin/multiple-online-environments-tenants#a-multi-environment-deployment
#     description: About multiple online environments or tenants, About single tenant with multiple environments
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
	not lib.repeated(tenant)
	some pool, noun in facts.pools
	entitled := tenant.capacity[pool]
	used := total(tenant.name, pool)
	verdict := judged(tenant, pool, noun, entitled, used)
	finding := object.union(verdict, {
		"at": array.concat(tenant.capacity.at, [pool]),
		"related": largest(consumers(tenant.name, pool), noun),
		"notes": array.concat(verdict.notes, incomplete(tenant, pool)),
	})
}

judged(tenant, _, noun, entitled, used) := {
	"message": sprintf("tenant %q uses %s of %s storage, but is entitled to %s", [tenant.name, megabytes(used), noun, megabytes(floor(entitled))]),
	"label": sprintf("%s over", [megabytes(used - entitled)]),
	"notes": [],
} if {
	used > entitled
	noun != "log"
}

judged(tenant, "logMB", _, entitled, used) := {
	"message": sprintf("tenant %q uses %s of log storage, but is entitled to %s", [tenant.name, megabytes(used), megabytes(floor(entitled))]),
	"label": sprintf("%s over", [megabytes(used - entitled)]),
	"notes": [sprintf("free database storage covers no more than %s of it", [megabytes(floor(uncovered(tenant)))])],
} if {
	uncovered(tenant)
}

judged(tenant, _, noun, entitled, used) := {
	"level": "warning",
	"message": sprintf("tenant %q has %d %% of its %s storage left", [tenant.name, floor(percent), noun]),
	"label": sprintf("%s of %s used", [megabytes(used), megabytes(floor(entitled))]),
	"notes": [threshold(percent)],
} if {
	used <= entitled
	entitled > 0
	percent := ((entitled - used) * 100) / entitled
	percent < facts.alertPercent
	not borrowed(tenant, noun)
}

# A database that is short because it has to cover log is not said to be short once more.
borrowed(tenant, "database") if uncovered(tenant)

# uncovered is the free database storage where log goes beyond it.
uncovered(tenant) := free if {
	free := max([0, tenant.capacity.databaseMB - total(tenant.name, "databaseMB")])
	total(tenant.name, "logMB") - tenant.capacity.logMB > free
}

threshold(percent) := sprintf("below %d %% Microsoft sends alerts", [facts.alertPercent]) if percent >= facts.criticalPercent

threshold(percent) := sprintf("below %d %% Microsoft warns that administration will be affected", [facts.criticalPercent]) if {
	percent < facts.criticalPercent
}

# counted are the environments of a tenant that take of its capacity.
counted(tenant) := [environment |
	some environment in input.index.of[tenant].environments
	environment.dataverse.consumption
	not facts.uncounted[environment.type]
	not environment.unknown.type
]

# favoured are those of which a part is included.
favoured(tenant) := [environment |
	some environment in counted(tenant)
	facts.included[environment.type]
]

total(tenant, pool) := sum([environment.dataverse.consumption[pool] | some environment in counted(tenant)]) - sum([included |
	some environment in favoured(tenant)
	included := min([facts.included[environment.type][pool], environment.dataverse.consumption[pool]])
])

consumers(tenant, pool) := [{"environment": environment, "at": at, "used": used} |
	some environment in counted(tenant)
	consumption := environment.dataverse.consumption
	used := consumption[pool] - object.get(facts.included, [environment.type, pool], 0)
	used > 0
	at := array.concat(consumption.at, [pool])
]

largest(counted, noun) := [{"at": c.at, "message": message} |
	some entry in array.slice(sort([[0 - c.used, i] | some i, c in counted]), 0, 3)
	c := counted[entry[1]]
	message := sprintf("environment %q takes %s of %s storage", [c.environment.key, megabytes(c.used), noun])
]

# incomplete says that the sum is a lower bound, which can prove a deficit but not its absence.
incomplete(tenant, pool) := ["the consumption of some environments is not known; the sum is at least this"] if uncertain(tenant, pool)

incomplete(tenant, pool) := [] if not uncertain(tenant, pool)

uncertain(tenant, _) if tenant.unknown.environments

uncertain(tenant, pool) if {
	some environment in input.index.of[tenant.name].environments
	open(environment, pool)
}

open(environment, _) if environment.unknown.type

open(environment, _) if environment.unknown.dataverse

open(environment, pool) if {
	not facts.uncounted[environment.type]
	environment.dataverse
	not environment.dataverse.consumption[pool]
}

# megabytes rounds up, and what a tenant is entitled to is rounded down, so that an excess stays visible.
megabytes(n) := sprintf("%d MB", [ceil(n)])
