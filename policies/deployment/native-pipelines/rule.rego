# METADATA
# title: Native pipelines keep to their limits
# description: >-
#   Pipelines of Power Platform deploy inside one tenant, to at most seven stages. Every environment
#   they touch needs a Dataverse database, every target has to be a Managed Environment, and an
#   environment is either a source or a target for one host. The host is meant to stand apart from the
#   stages, in their geography; another one works only where deployments across geographies are switched
#   on. A maker's environment that is also a target is a finding of deployment/maker-environment.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/alm/custom-host-pipelines
#     description: Create a pipeline using a custom pipelines host, Prerequisites for custom pipelines host
#   - ref: https://learn.microsoft.com/power-platform/alm/set-up-pipelines#frequently-asked-questions
#     description: Set up pipelines in Power Platform, Frequently asked questions
#   - ref: https://learn.microsoft.com/power-platform/alm/enable-cross-geo-solution-deployments
#     description: Enable cross-geo solution deployments
# custom:
#   level: error
#   help: change the environment or the stages so that pipelines can use them
#   since: 0.1.0
#   tags: [deployment, pipelines]
#   precision: high
package tenantlint.rules.deployment["native-pipelines"]

import data.tenantlint.lib
import data.tenantlint.lib.deployment

native contains row if {
	some row in input.deployments
	row.engine == "powerPlatformPipelines"
}

# One tenant. Another scenario over several is a finding of deployment/tenant-count.
report contains finding if {
	some row in native
	row.scenario == "multiTenant"
	count(row.tenants) > 1
	finding := {
		"message": sprintf("native pipelines of %s reach over %s tenants", [deployment.title(row), lib.number(count(row.tenants))]),
		"at": lib.place(row, "engine"),
		"label": "stays in one tenant",
		"related": deployment.presence(row),
		"help": "use the ALM Accelerator, Azure DevOps or GitHub Actions between tenants",
	}
}

report contains finding if {
	some row in native
	host := input.index.environments[row.host]
	count(row.tenants) == 1
	host.tenant != row.tenants[0]
	finding := {
		"message": sprintf("native pipelines of %s have their host in tenant %q", [deployment.title(row), host.tenant]),
		"at": lib.place(row, "host"),
		"related": deployment.presence(row),
		"help": sprintf("use a host in tenant %q", [row.tenants[0]]),
	}
}

report contains finding if {
	some row in native
	some key, at in deployment.targets(row)
	env := input.index.environments[key]
	not env.managed
	not env.unknown.managed
	not env.type in data.facts.deployment.pipelines.unmanagedTargets
	finding := {
		"message": sprintf("%q is a target of native pipelines, but no managed environment", [key]),
		"at": at,
		"related": [{"at": lib.place(env, "managed"), "message": "not managed"}],
		"help": "make it a managed environment",
	}
}

report contains finding if {
	some row in native
	some key, at in object.union(deployment.environments(row), {key: lib.place(row, "host") | key := row.host})
	env := input.index.environments[key]
	not env.dataverse
	not env.unknown.dataverse
	finding := {
		"message": sprintf("%q takes part in native pipelines, but has no Dataverse database", [key]),
		"at": at,
		"related": [{"at": lib.place(env, "dataverse"), "message": "no database"}],
		"help": "add a Dataverse database to the environment",
	}
}

report contains finding if {
	some row in native
	stages := [stage | some stage in row.stages; not stage.stage in {"development", "host"}]
	limit := data.facts.deployment.pipelines.stages
	count(stages) > limit
	finding := {
		"message": sprintf("native pipelines of %s have %d stages; they take %d", [deployment.title(row), count(stages), limit]),
		"at": lib.place(stages[limit], "stage"),
		"label": "one too many",
		"help": "split the pipeline, or take out a stage",
	}
}

report contains finding if {
	some row in native
	targets := deployment.targets(row)
	makers := {maker.environment | some maker in row.makers}
	some key, at in deployment.developing(row)
	not key in makers
	finding := {
		"message": sprintf("%q is a development environment and a target of native pipelines", [key]),
		"sites": [{"at": at, "label": "developed here"}, {"at": targets[key], "label": "and deployed to here"}],
		"help": "use another environment for one of the two",
	}
}

report contains finding if {
	some row in native
	places := object.union(deployment.targets(row), deployment.developing(row))
	finding := {
		"level": "warning",
		"message": sprintf("host %q of native pipelines is also a stage", [row.host]),
		"at": lib.place(row, "host"),
		"related": [{"at": places[row.host], "message": "a stage"}],
		"help": "use an environment of its own as the host",
	}
}

report contains finding if {
	some row in native
	host := input.index.environments[row.host]
	some location, places in located(row)
	location != host.location
	finding := {
		"level": "warning",
		"message": sprintf("host %q of native pipelines stands in %q, but serves %q", [row.host, host.location, location]),
		"at": lib.place(row, "host"),
		"related": array.concat(
			[{"at": lib.place(host, "location"), "message": "the host's location"}],
			[{"at": at, "message": sprintf("in %q", [location])} | some at in places],
		),
		"help": "use a host in the same geography, or switch deployments across geographies on",
	}
}

# located maps each location to the environments in it with their place. Merging objects groups in linear
# time.
located(row) := object.union_n([{input.index.environments[key].location: {key: at}} | some key, at in deployment.environments(row)])
