# METADATA
# description: Functions shared by the rules on deployments.
package tenantlint.lib.deployment

import data.tenantlint.lib

# is_enterprise is true if the deployment serves an enterprise, in one tenant or several.
is_enterprise(row) if row.scenario in {"enterprise", "multiTenant"}

uses_pipelines(row) if row.engine == "powerPlatformPipelines"

uses_accelerator(row) if row.engine == "almAccelerator"

# enterprise_deployments lists the deployments, other than demos, that have a stage or a maker in the tenant. It returns
# a list rather than the first deployment because OPA does not cache an undefined result of a function.
enterprise_deployments(tenant) := [row | some row in input.index.deployments[tenant]; is_enterprise(row)]

# demos lists the demo deployments in the tenant.
demos(tenant) := [row | some row in input.index.deployments[tenant]; row.scenario == "demo"]

# is_main_tenant is true if an enterprise deployment uses the tenant, or it is the primary tenant of the organization.
is_main_tenant(tenant) if count(enterprise_deployments(tenant)) > 0

is_main_tenant(tenant) if input.index.tenants[tenant].primary

# is_demo_tenant is true if the tenant is used for demos only.
is_demo_tenant(tenant) if {
	count(demos(tenant)) > 0
	not is_main_tenant(tenant)
}

# has_allowed_tenant_count is true if the deployment has no more tenants than its scenario allows. Otherwise
# deployment/tenant-count reports the cause, and rules do not report its consequences as well.
has_allowed_tenant_count(row) if row.scenario == "multiTenant"

has_allowed_tenant_count(row) if count(row.tenants) < 2

# stages_known is true if all stages and their environments are known.
stages_known(row) if {
	not row.unknown.stages
	every stage in object.get(row, "stages", []) {
		not stage.unknown.stage
		not stage.unknown.environments
	}
}

# environments maps the environments of the stages and makers to the first path that names each.
environments(row) := first_paths(array.concat(
	[ref | some stage in row.stages; some ref in stage.environments],
	[{"at": lib.path(maker, "environment"), "key": maker.environment} | some maker in row.makers],
))

# development_environments maps the environments of the development stages to the first path that names each.
development_environments(row) := first_paths([ref |
	some stage in row.stages
	stage.stage == "development"
	some ref in stage.environments
])

# targets maps the environments that changes are deployed to, to the first path that names each.
targets(row) := first_paths([ref |
	some stage in row.stages
	not stage.stage in {"development", "host"}
	some ref in stage.environments
])

# first_paths maps each key to the first path that names it.
first_paths(refs) := object.union_n([{ref.key: ref.at} | some ref in array.reverse(refs)])

# params returns the template params of a deployment, for: {kind} deployment "{deployment}".
params(row) := {"kind": kinds[row.scenario], "deployment": row.name}

# params_with adds more params.
params_with(row, more) := object.union(params(row), more)

kinds := {"demo": "demo", "enterprise": "enterprise", "multiTenant": "multi-tenant"}

# tenant_locations lists, for each tenant of a deployment, the first location that puts the deployment there.
tenant_locations(row) := tenant_locations_in(row, {tenant | some tenant in row.tenants})

# tenant_locations_in is tenant_locations limited to the given tenants.
tenant_locations_in(row, tenants) := [{"at": at, "message": "in tenant \"{tenant}\"", "params": {"tenant": tenant}} |
	some tenant in tenants
	at := tenant_paths(row)[tenant]
]

# tenant_paths maps each tenant to the first path that puts the deployment in it.
tenant_paths(row) := first_paths([{"key": input.index.environments[key].tenant, "at": at} |
	some key, at in environments(row)
])

# person identifies a maker. A maker whose account no tenant lists is identified by the user name.
person(maker) := object.get(maker, "person", maker.user)
