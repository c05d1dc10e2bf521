# METADATA
# title: A production environment has a display name
# description: >-
#   Say here, in whole sentences, why the rule is there. "tenantlint explain GROUP/NAME" shows it.
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
