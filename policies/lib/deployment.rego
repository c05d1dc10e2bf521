# METADATA
# description: What rules on deployments share.
package tenantlint.lib.deployment

import data.tenantlint.lib

# enterprise says that a deployment serves an enterprise, in one tenant or over several.
enterprise(row) if row.scenario in {"enterprise", "multiTenant"}

# serving are the deployments that are no demo and have a stage or a maker in a tenant. It is a list, and
# not the first of them, because OPA keeps what a function returns for the next call, but not that it
# returned nothing.
serving(tenant) := [row | some row in input.index.deployments[tenant]; enterprise(row)]

# demos are those in a tenant.
demos(tenant) := [row | some row in input.index.deployments[tenant]; row.scenario == "demo"]

# settled says that all stages and their environments are known.
settled(row) if {
	not row.unknown.stages
	every stage in object.get(row, "stages", []) {
		not stage.unknown.stage
		not stage.unknown.environments
	}
}

# environments are the environments of the stages and makers, each with the first place that names it.
environments(row) := first(array.concat(
	[ref | some stage in row.stages; some ref in stage.environments],
	[{"at": lib.place(maker, "environment"), "key": maker.environment} | some maker in row.makers],
))

# developing are the environments of the development stages.
developing(row) := first([ref | some stage in row.stages; stage.stage == "development"; some ref in stage.environments])

# targets are the environments that a change is brought to.
targets(row) := first([ref |
	some stage in row.stages
	not stage.stage in {"development", "host"}
	some ref in stage.environments
])

# first maps each key to the first place that names it.
first(refs) := object.union_n([{ref.key: ref.at} | some ref in array.reverse(refs)])

# title names a deployment with its scenario.
title(row) := sprintf("%s deployment %q", [kinds[row.scenario], row.name])

kinds := {"demo": "demo", "enterprise": "enterprise", "multiTenant": "multi-tenant"}

# presence shows where a deployment stands in each of its tenants.
presence(row) := presence_in(row, {tenant | some tenant in row.tenants})

# presence_in shows where a deployment stands in some tenants.
presence_in(row, tenants) := [{"at": at, "message": sprintf("in tenant %q", [tenant])} |
	some tenant in tenants
	at := stands(row)[tenant]
]

# stands maps each tenant to the first place that shows a deployment in it.
stands(row) := first([{"key": input.index.environments[key].tenant, "at": at} | some key, at in environments(row)])
