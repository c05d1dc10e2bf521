# METADATA
# description: What rules on deployments share.
package tenantlint.lib.deployment

import data.tenantlint.lib

# enterprise says that a deployment serves an enterprise, in one tenant or over several.
enterprise(row) if row.scenario in {"enterprise", "multiTenant"}

native(row) if row.engine == "powerPlatformPipelines"

accelerator(row) if row.engine == "almAccelerator"

# serving are the deployments other than demos that have a stage or a maker in a tenant. It is a list, and not the
# first of them, because OPA keeps what a function returns for the next call, but not that it returned nothing.
serving(tenant) := [row | some row in input.index.deployments[tenant]; enterprise(row)]

# demos are those in a tenant.
demos(tenant) := [row | some row in input.index.deployments[tenant]; row.scenario == "demo"]

# main says that a tenant is that of the enterprise: it serves one, or is the organization's main tenant.
main(tenant) if count(serving(tenant)) > 0

main(tenant) if input.index.tenants[tenant].primary

# demo_only says that a tenant is there for demos.
demo_only(tenant) if {
	count(demos(tenant)) > 0
	not main(tenant)
}

# counted holds for a deployment with as many tenants as its scenario allows. Where it does not,
# deployment/tenant-count reports the cause, and what follows from it is not reported as well.
counted(row) if row.scenario == "multiTenant"

counted(row) if count(row.tenants) < 2

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
	[{"at": lib.path(maker, "environment"), "key": maker.environment} | some maker in row.makers],
))

# developing are the environments of the development stages.
developing(row) := first([ref |
	some stage in row.stages
	stage.stage == "development"
	some ref in stage.environments
])

# targets are the environments that a change is brought to.
targets(row) := first([ref |
	some stage in row.stages
	not stage.stage in {"development", "host"}
	some ref in stage.environments
])

# first maps each key to the first place that names it.
first(refs) := object.union_n([{ref.key: ref.at} | some ref in array.reverse(refs)])

# about are the params with which templates call a deployment: {kind} deployment "{deployment}".
about(row) := {"kind": kinds[row.scenario], "deployment": row.name}

# about_with adds more params.
about_with(row, more) := object.union(about(row), more)

kinds := {"demo": "demo", "enterprise": "enterprise", "multiTenant": "multi-tenant"}

# presence shows where a deployment has environments, in each of its tenants.
presence(row) := presence_in(row, {tenant | some tenant in row.tenants})

# presence_in shows where a deployment has environments in some tenants.
presence_in(row, tenants) := [{"at": at, "message": "in tenant \"{tenant}\"", "params": {"tenant": tenant}} |
	some tenant in tenants
	at := paths(row)[tenant]
]

# paths maps each tenant to the first path that places a deployment in it.
paths(row) := first([{"key": input.index.environments[key].tenant, "at": at} | some key, at in environments(row)])

# person is who a maker is; makers whose account no tenant lists compare by it.
person(maker) := object.get(maker, "person", maker.user)
