# METADATA
# title: Unsupported copy of an environment
# description: >-
#   An environment can be copied onto a Sandbox or Preview environment of the same tenant and location.
#   Default and trial environments are neither copied nor overwritten, a production environment is never
#   overwritten, and a subscription-based trial is copied onto one of its type alone.
# related_resources:
#   - ref: https://learn.microsoft.com/power-platform/admin/copy-environment
#     description: Copy an environment (2022-05-26)
# custom:
#   level: error
#   help: copy onto a Sandbox environment of the same tenant and location, or remove copyOf
#   since: 0.1.0
#   tags: [environment]
#   precision: high
package tenantlint.rules.environment["copy-limits"]

import data.tenantlint.lib
import data.tenantlint.lib.location

copies := data.facts.environments.copies

report contains finding if {
	some environment in input.environments
	environment.copyOf
	source := object.get(input.index.environments, environment.copyOf, {"key": environment.copyOf})
	problem := problems(environment, source)[0]
	finding := {
		"message": concat("", ["environment \"{environment}\" cannot be a copy of \"{source}\": ", problem.text]),
		"params": object.union({"environment": environment.key, "source": environment.copyOf}, problem.params),
		"at": lib.path(environment, "copyOf"),
		"label": "copied from here",
		"related": problem.related,
	}
}

# problems lists the reasons why a copy is not possible. The first one is reported.
problems(environment, source) := [problem |
	some list in [
		copies_itself(environment),
		other_tenants(environment, source),
		unsupported_types(environment),
		unsupported_types(source),
		unsupported_targets(environment, source),
		other_locations(environment, source),
	]
	some problem in list
]

copies_itself(environment) := [{"text": "it is the same environment", "params": {}, "related": []} |
	environment.copyOf == environment.key
]

other_tenants(environment, source) := [{
	"text": "it is in tenant \"{tenant}\"",
	"params": {"tenant": source.tenant},
	"related": [],
} |
	source.tenant != environment.tenant
]

unsupported_types(environment) := [{
	"text": "an environment of type \"{type}\" is neither copied nor overwritten",
	"params": {"type": environment.type},
	"related": [{"at": lib.path(environment, "type"), "message": "type \"{type}\" is given here"}],
} |
	environment.type in copies.neither
]

unsupported_targets(environment, source) := array.concat(
	[{
		"text": "an environment of type \"{type}\" is not overwritten",
		"params": {"type": environment.type},
		"related": [{"at": lib.path(environment, "type"), "message": "type \"{type}\" is given here"}],
	} |
		environment.type in copies.notOnto
	],
	[{
		"text": "type \"{type}\" is copied onto its own type alone",
		"params": {"type": source.type},
		"related": [{"at": lib.path(source, "type"), "message": "type \"{type}\" is given here"}],
	} |
		source.type in copies.ontoOwnType
		environment.type != source.type
	],
)

other_locations(environment, source) := [{
	"text": "it is in \"{other}\", and a copy stays in its location",
	"params": {"other": there.tokens},
	"related": [{"at": here.at, "message": "the copy is here"}, {"at": there.at, "message": "its source is here"}],
} |
	here := location.resolve(environment)
	there := location.resolve(source)
	count(here.tokens & there.tokens) == 0
]
