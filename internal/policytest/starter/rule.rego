# METADATA
# title: Production environment without a display name
# description: >-
#   Explain here, in full sentences, why the rule exists. "tenantlint explain GROUP/NAME" shows it.
# custom:
#   level: warning
#   help: give the environment a display name
package tenantlint.rules.GROUP["NAME"]

import data.tenantlint.lib

report contains finding if {
	some env in input.environments
	env.stage == "production"
	not env.displayName
	not env.unknown.displayName
	finding := {
		"message": sprintf("production environment %q has no display name", [env.name]),
		"at": lib.path(env, "displayName"),
	}
}
