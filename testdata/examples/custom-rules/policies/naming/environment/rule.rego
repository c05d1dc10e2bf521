# METADATA
# title: Environment not named after its stage
# description: >-
#   Whoever opens an environment, or reads its name in a list of connections, should see immediately whether people work in it.
# custom:
#   level: warning
#   help: end the name in the stage
package tenantlint.rules.naming.environment

import data.lib.naming
import data.tenantlint.lib

report contains finding if {
	some env in input.environments
	not env.unknown.stage
	suffix := naming.suffix(env.stage)
	not endswith(env.name, suffix)
	finding := {
		"message": sprintf("%s environment %q does not end in %q", [env.stage, env.name, suffix]),
		"at": lib.path(env, "name"),
		"label": "named here",
	}
}
