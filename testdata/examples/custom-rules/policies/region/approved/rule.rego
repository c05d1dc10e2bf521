# METADATA
# title: Environment in a region that is not approved
# description: >-
#   The works council agreed to regions in Europe, and the contract with each customer names them. A tenant abroad has its
#   own agreement.
# custom:
#   level: error
#   help: choose one of the regions that data/regions.json lists
package tenantlint.rules.region.approved

import data.tenantlint.lib

report contains finding if {
	some env in input.environments
	env.location
	not env.location in approved(env.tenant)
	finding := {
		"message": sprintf("environment %q is in %q, which is not approved for tenant %q", [env.name, env.location, env.tenant]),
		"at": lib.path(env, "location"),
		"notes": [sprintf("approved are %s", [lib.quoted(approved(env.tenant))])],
	}
}

# approved lists the approved regions of a tenant, or else the default ones.
approved(tenant) := object.get(data.facts.regions, tenant, data.facts.regions.default)
